#include "base/arena.h"
#include "output/content_private.h"
#include "output/embed.h"
#include "text/font.h"
#include "text/shape.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* PER_EM: the unit of distances inside a line of text. */
enum { PER_EM = 1000 };

static void set_font(struct content *content, const struct glyph_run *run) {
    struct state *state = &content->state;
    if (run->face != state->face || run->size != state->size) {
        buffer_add(&content->out, "/F", 2);
        buffer_count(&content->out, face_index(run->face));
        buffer_byte(&content->out, ' ');
        content_put(content, run->size);
        content_put_operator(content, "Tf");
        state->face = run->face;
        state->size = run->size;
    }
    long tracking = content_units(run->tracking * run->size, COLOUR_DECIMALS);
    if (tracking != state->tracking) {
        content_put_units(content, tracking, COLOUR_DECIMALS);
        content_put_operator(content, "Tc");
        state->tracking = tracking;
    }
}

static void begin_text(struct content *content) {
    if (!content->is_text) {
        content_put_operator(content, "BT");
        content->is_text = true;
        content->is_turned = false;
        content->line_x = content->line_y = 0;
    }
}

/* Starts a line at x, y on PDF's axes; angle in degrees counter-clockwise. */
static void place_line(struct content *content, double x, double y, double angle) {
    long at_x = content_units(x, DECIMALS), at_y = content_units(y, DECIMALS);
    bool is_turned = angle != 0;
    if (is_turned || content->is_turned) {
        double turn = angle * acos(-1) / 180;
        const double matrix[] = { cos(turn), sin(turn), -sin(turn), cos(turn) };
        for (int i = 0; i < 4; i++) {
            content_put_units(content, content_units(matrix[i], TURN_DECIMALS), TURN_DECIMALS);
        }
        content_put_units(content, at_x, DECIMALS);
        content_put_units(content, at_y, DECIMALS);
        content_put_operator(content, "Tm");
    } else {
        content_put_units(content, at_x - content->line_x, DECIMALS);
        content_put_units(content, at_y - content->line_y, DECIMALS);
        content_put_operator(content, "Td");
    }
    content->is_turned = is_turned;
    content->line_x = at_x;
    content->line_y = at_y;
}

/* The id of a glyph's character. A run at the end of a word takes the space along that a reader parts it by. */
static uint32_t character_id(struct content *content, const struct glyph_run *run, size_t number, enum content_end end) {
    const struct glyph *glyph = &run->glyphs[number];
    const char *text = run->text + glyph->start;
    size_t size = glyph->size;
    if (end == END_WITH_SPACE && number + 1 == run->count && !(size > 0 && text[size - 1] == ' ')) {
        char *longer = memcpy(arena_bytes(content->arena, size + 1), text, size);
        longer[size++] = ' ';
        text = longer;
    }
    return embed_character(content->embed, run->face, glyph->id, text, size);
}

/* What most glyphs are: one letter that the page's font has shown before; NULL otherwise. */
static const struct embed_letter *letter_of(const struct embed_letter *letters, size_t count, const struct glyph *glyph, const char *text) {
    if (glyph->size != 1 || glyph->id >= count) {
        return NULL;
    }
    const struct embed_letter *letter = &letters[glyph->id];
    return letter->id != 0 && letter->text == text[glyph->start] ? letter : NULL;
}

/* Raises what follows by font units: marks above letters. */
static void set_rise(struct content *content, const struct glyph_run *run, int32_t units) {
    content_put(content, units * run->size / face_metrics(run->face)->units_per_em);
    content_put_operator(content, "Ts");
}

/* The number of an array that moves the pen back, between two strings. */
static char *write_shift(char *to, long shift) {
    *to++ = ')';
    to = content_write_units(to, shift, 0);
    *to++ = '(';
    return to;
}

/* Bytes that one glyph may take: its id, and a shift before it. */
enum { GLYPH_SIZE = EMBED_ID_SIZE + 2 + CONTENT_NUMBER_SIZE };

/* Ends the string at end, sets the rise, begins another; returns where it goes on with room for count glyphs. */
static char *change_rise(struct content *content, const struct glyph_run *run, char *end, size_t at) {
    buffer_end(&content->out, end);
    content_put_operator(content, ")]TJ");
    set_rise(content, run, run->glyphs[at].y_offset);
    buffer_text(&content->out, "[(");
    return buffer_room(&content->out, (run->count - at) * GLYPH_SIZE);
}

/* The glyphs from an open [( on. The two pens, in font units, are where the shaped text wants the glyph and where PDF would put it by the
 * widths of the font; their difference, carried along unrounded, becomes a number of the array (1/1000 em, leftwards). */
static void put_glyphs(struct content *content, const struct glyph_run *run, enum content_end end) {
    double units_per_em = face_metrics(run->face)->units_per_em, wanted = 0, actual = 0;
    int32_t rise = 0;
    size_t letter_count;
    const struct embed_letter *letters = embed_letters(content->embed, run->face, &letter_count);
    size_t plain = end == END_WITH_SPACE ? run->count - 1 : run->count;
    char *to = buffer_room(&content->out, run->count * GLYPH_SIZE);
    for (size_t i = 0; i < run->count; i++) {
        const struct glyph *glyph = &run->glyphs[i];
        const struct embed_letter *letter = i < plain ? letter_of(letters, letter_count, glyph, run->text) : NULL;
        if (letter && glyph->y_offset == rise && glyph->x_offset == 0 && wanted == actual) {
            memcpy(to, letter->bytes, sizeof letter->bytes);
            to += letter->size;
            wanted += glyph->advance;
            actual += letter->advance;
            continue;
        }
        if (glyph->y_offset != rise) {
            to = change_rise(content, run, to, i);
            rise = glyph->y_offset;
        }
        double apart = actual - wanted - glyph->x_offset;
        long shift = apart == 0 ? 0 : content_round(apart * PER_EM / units_per_em);
        if (shift != 0) {
            to = write_shift(to, shift);
            actual -= (double)shift * units_per_em / PER_EM;
        }
        uint32_t id = letter ? letter->id : character_id(content, run, i, end);
        if (!letter) {
            letters = embed_letters(content->embed, run->face, &letter_count);
        }
        to = embed_write_id(to, id);
        wanted += glyph->advance;
        actual += letter ? letter->advance : face_glyph_advance(run->face, glyph->id);
    }
    buffer_end(&content->out, to);
    content_put_operator(content, ")]TJ");
    if (rise != 0) {
        set_rise(content, run, 0);
    }
}

/* Where a run is set, on PDF's axes; angle in degrees counter-clockwise. */
struct setting {
    struct point at;
    double angle;
    enum content_end end;
};

/* The run's rise goes into the place: no reader sees a difference, and no operator is needed. */
static void put_run(struct content *content, const struct glyph_run *run, struct setting setting) {
    if (run->count == 0) {
        return;
    }
    begin_text(content);
    content_set_fill(content, run->colour);
    set_font(content, run);
    if (setting.angle == 0) {
        place_line(content, setting.at.x, setting.at.y + run->rise, 0);
    } else {
        double turn = setting.angle * acos(-1) / 180;
        place_line(content, setting.at.x - run->rise * sin(turn), setting.at.y + run->rise * cos(turn), setting.angle);
    }
    buffer_text(&content->out, "[(");
    put_glyphs(content, run, setting.end);
}

void content_text(struct content *content, const struct glyph_run *run, struct point at, enum content_end end) {
    assert(content->is_marked);
    put_run(content, run, (struct setting){ .at = { at.x, content->height - at.y }, .end = end });
}

/* Every label of a drawing is a word of its own. */
void content_draw_text(struct content *content, const struct drawing_op *op) {
    double turn = op->angle * acos(-1) / 180;
    double passed = 0;
    for (size_t i = 0; i < op->text->count; i++) {
        struct setting setting = { .at = { op->at.x + passed * cos(turn), content->height - op->at.y + passed * sin(turn) },
                                   .angle = op->angle,
                                   .end = i + 1 == op->text->count ? END_WITH_SPACE : END_AS_IS };
        put_run(content, &op->text->runs[i], setting);
        passed += op->text->runs[i].width;
    }
}
