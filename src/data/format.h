/* The formats of datasets: a format is one file and one row of the table in datasets.c. */
#ifndef ALMANAC_DATA_FORMAT_H
#define ALMANAC_DATA_FORMAT_H

#include <stdbool.h>

struct builder;

/* Each reads the resource of builder into its dataset; false after a diagnostic if the dataset must be left out. */

/* Rows with a header; the schema says which column is a dimension, the time, a value, flags. */
bool csv_dataset_read(struct builder *builder);

/* Eurostat's TSV, as the bulk download wrote it until 2022 and as the API writes it since. */
bool eurostat_tsv_read(struct builder *builder);

/* SDMX-CSV 1.0 and 2.0. */
bool sdmx_csv_read(struct builder *builder);

/* JSON-stat 2.0, class dataset. */
bool json_stat_read(struct builder *builder);

#endif
