#include "diagram/chevron.h"

#include "diagram/kind.h"

void chevron_draw(const struct diagram *diagram, struct rect rect, const struct chevron_look *look) {
    struct drawing *drawing = diagram->drawing;
    double right = rect.x + rect.width, bottom = rect.y + rect.height, middle = rect.y + rect.height / 2;
    struct stroke outline = { .colour = look->outline, .width = look->outline_width };
    drawing_move(drawing, rect.x, rect.y);
    drawing_line(drawing, right - look->notch, rect.y);
    drawing_line(drawing, right, middle);
    drawing_line(drawing, right - look->notch, bottom);
    drawing_line(drawing, rect.x, bottom);
    drawing_line(drawing, rect.x + look->notch, middle);
    drawing_close(drawing);
    if (look->outline_width > 0) {
        drawing_fill_stroke(drawing, look->fill, &outline);
    } else {
        drawing_fill(drawing, look->fill);
    }
}
