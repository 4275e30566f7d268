# readr reads CSV files with its defaults: a line with the columns of each, as lists in JSON.
# Rscript readr.R FILES
for (file in commandArgs(trailingOnly = TRUE)) {
  frame <- readr::read_csv(file, show_col_types = FALSE)
  columns <- lapply(unname(as.list(frame)), jsonlite::toJSON, digits = NA, na = "null")
  cat("[", paste(unlist(columns), collapse = ","), "]\n", sep = "")
}
