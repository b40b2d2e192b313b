#include "template/priority.h"

#include "base/number.h"

bool priority_drops(struct filling *filling, struct node *row) {
    static const char *const read[] = { "priority", NULL };
    const struct attribute *item = node_attribute_item(row, "priority");
    double number = 0;
    if (!item) {
        return false;
    }
    bool whole = number_parse(item->value, &number) && number >= 1 && number <= PRIORITY_MOST && number <= (int)number;
    if (!whole) {
        diag_add(filling->diag, DIAG_CODE_TEMPLATE_SPAN, item->pos, "priority=\"%s\" is no whole number from 1 to %d",
                 item->value, PRIORITY_MOST);
    }
    row->attributes = attributes_without(filling->arena, row->attributes, read);
    int priority = whole ? (int)number : 0;
    struct filled *filled = filling->filled;
    filled->least_priority = priority > filled->least_priority ? priority : filled->least_priority;
    bool drops = filling->job->drop_from > 0 && priority >= filling->job->drop_from;
    filled->dropped_rows += drops ? 1 : 0;
    return drops;
}

static bool is_group(const struct node *row) {
    return row && node_has_class(row, "group");
}

void priority_close_groups(const struct filling *filling, struct node *table) {
    for (struct node *row = table->first, *next; row && filling->job->drop_from > 0; row = next) {
        next = row->next;
        bool last = !next || is_group(next) || node_has_class(next, "total");
        if (is_group(row) && last) {
            node_remove(row);
        }
    }
}
