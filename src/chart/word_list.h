/* The words of charts, WORD(name, key) each: fields of struct chart_words, and keys of a language file below words.chart.
 * Included in chart/words.h and words.c only. */
WORD(not_available, "not-available") /* in the place of a mark */
WORD(confidential, "confidential")
WORD(impossible, "impossible")
WORD(difference, "difference") /* heads of the column of differences */
WORD(difference_points, "difference-points")
WORD(labels_left_out, "labels-left-out") /* {count}: printed below the chart */
WORD(of_most, "of-most") /* {value} {most}: "1 of 2" */
WORD(not_classed, "not-classed") /* key entry of cells without a value */
WORD(range, "range") /* key entry of a band from the lowest to the highest row */
WORD(median, "median")
WORD(forecast, "forecast") /* over the years that nobody has observed */
WORD(median_of, "median-of") /* key entry: {axis} {value} */
WORD(fit, "fit") /* key entry: {share} of the variance */
WORD(area, "area") /* key entry: {name} {most} */
WORD(not_shown, "not-shown") /* {count} */
WORD(below, "below") /* {from} {to}: classes of values */
WORD(between, "between")
WORD(from, "from")
/* sentences of the text alternative */
WORD(lines, "lines") /* what it is, as bars below */
WORD(columns, "columns")
WORD(parts, "parts")
WORD(stacks, "stacks")
WORD(dots, "dots")
WORD(slopes, "slopes")
WORD(areas, "areas")
WORD(profile, "profile")
WORD(blocks, "blocks")
WORD(scatter, "scatter")
WORD(cells, "cells")
WORD(tiles, "tiles")
WORD(panels, "panels")
WORD(strip, "strip")
WORD(spark, "spark")
WORD(targets, "targets")
WORD(intervals, "intervals")
WORD(years, "years") /* {from} {to} */
WORD(trend, "trend") /* {name} {first} {first_year} {last} {last_year} {high} {high_year} {low} {low_year} */
WORD(at, "at") /* {name} {value}: one after the other */
WORD(total, "total") /* {name} {value} */
WORD(group, "group") /* {name} {list} */
WORD(map, "map") /* what it is, as bars below */
WORD(bars, "bars") /* what it is: {title} {unit} {year} {subject} */
WORD(ranked, "ranked")
WORD(locator, "locator")
WORD(years_differ, "years-differ")
WORD(series, "series") /* {series} */
WORD(extremes, "extremes") /* {name} {high} {high_value} {low} {low_value} */
WORD(single, "single") /* {high} {high_value}: a lone present row */
WORD(largest, "largest") /* as extremes, for a chart of one series, without {name} */
WORD(versus, "versus") /* {name} {other} {above} {both} */
WORD(rank, "rank") /* {name} {rank} {among} {value} */
WORD(reference, "reference") /* {name} {value} */
WORD(uncertain, "uncertain") /* {count} */
WORD(shares, "shares") /* of parts that are drawn as shares of 100 % */
WORD(ahead, "ahead") /* {count} */
WORD(missing, "missing") /* {count} {rows} */
