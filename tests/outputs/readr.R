# readr reads a CSV with its defaults: its columns as lists, in JSON. Rscript readr.R FILE
frame <- readr::read_csv(commandArgs(trailingOnly = TRUE)[1], show_col_types = FALSE)
columns <- lapply(unname(as.list(frame)), function(cells) jsonlite::unbox(
  jsonlite::toJSON(cells, digits = NA, na = "null", Date = "ISO8601")))
cat("[", paste(unlist(columns), collapse = ",\n"), "]")
