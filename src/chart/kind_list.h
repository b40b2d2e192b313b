/* The kinds of charts: KIND(the name in templates, the C name of its const struct chart_kind). A new kind is one
 * file that defines chart_kind_<name>, and one row here. Included by chart.c only. */
KIND("bar", bar)
KIND("ranked", ranked)
KIND("cover-profile", cover_profile)
KIND("locator", locator)
