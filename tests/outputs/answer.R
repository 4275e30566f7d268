# The number of each question and the values that shown.csv has for it, as readr reads both.
# Rscript answer.R SHOWN ASKED
files <- commandArgs(trailingOnly = TRUE)
shown <- readr::read_csv(files[1], show_col_types = FALSE)
asked <- readr::read_csv(files[2], show_col_types = FALSE)
keys <- setdiff(names(asked), "number")
asked$period <- as.character(asked$period)
found <- merge(asked, shown[is.na(shown$item_id), c(keys, "value")], by = keys)
cat(sprintf("%d %.10g\n", as.integer(found$number), found$value), sep = "")
