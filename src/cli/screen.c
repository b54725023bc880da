/*
 * screen.c - tables on a terminal.
 *
 * Columns take what their widest cell takes; what is too much is taken from
 * the flexible ones. Columns in which nothing stands are left out.
 */
#define _DEFAULT_SOURCE
#define _POSIX_C_SOURCE 200809L

#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define COLUMNS_MAX 24
#define FLEX_LEAST 12
#define FIXED_MOST 28
#define COLUMN_LEAST 6
#define FEW_COLUMNS 7

void cli_screen_init(cli_screen *screen, FILE *file)
{
    const char *forced = getenv("INSIGHTS_FORCE_TTY");
    const char *no_colour = getenv("NO_COLOR");
    const char *colour = getenv("CLICOLOR");
    const char *colour_force = getenv("CLICOLOR_FORCE");
    const char *term = getenv("TERM");
    struct winsize size;

    screen->is_terminal = isatty(fileno(file));
    screen->width = 80;
    screen->colour = screen->is_terminal && (!term || strcmp(term, "dumb")) &&
                     (!colour || strcmp(colour, "0") != 0);
    if (screen->is_terminal && ioctl(fileno(file), TIOCGWINSZ, &size) == 0 &&
        size.ws_col >= 20)
        screen->width = size.ws_col;
    if (forced && *forced) {
        int width = atoi(forced);

        screen->is_terminal = 1;
        screen->colour = 0;
        screen->width = width >= 20 && width <= 1000 ? (size_t)width : 80;
    }
    if (colour_force && *colour_force && strcmp(colour_force, "0") != 0)
        screen->colour = 1;
    if (no_colour && *no_colour)
        screen->colour = 0;
}

void cli_paint(const cli_screen *screen, char colour, const char *text)
{
    const char *code = "0";

    if (colour == 'b')
        code = "1";
    else if (colour == 'd')
        code = "2";
    else if (colour == 'r')
        code = "31";
    else if (colour == 'g')
        code = "32";
    else if (colour == 'y')
        code = "33";
    if (screen->colour && *text && colour)
        printf("\033[%sm%s\033[0m", code, text);
    else
        fputs(text, stdout);
}

static void spaces(size_t count)
{
    while (count-- > 0)
        putchar(' ');
}

void cli_paragraph(
    const cli_screen *screen,
    const char *text,
    size_t indent,
    size_t used)
{
    char *clean = cli_clean(text);
    const char *at = clean;
    size_t width = screen->width > used + 20 ? screen->width - used : 20;

    for (;;) {
        size_t skip = 0;
        size_t length = cli_wrap(at, width, &skip);

        fwrite(at, 1, length, stdout);
        putchar('\n');
        at += length + skip;
        if (!*at)
            break;
        spaces(indent);
        width = screen->width > indent + 20 ? screen->width - indent : 20;
    }
    free(clean);
}

typedef struct cli_grid {
    const cli_screen *screen;
    const cli_column *columns[COLUMNS_MAX];
    size_t widths[COLUMNS_MAX];
    size_t count;
} cli_grid;

static int to_the_right(const cli_column *column)
{
    return column->style == CLI_NUMBER || column->style == CLI_NONZERO ||
           column->style == CLI_CLOCK || column->style == CLI_FRONT ||
           column->style == CLI_REAL;
}

static void measure(
    cli_grid *grid,
    const cli_view *view,
    cli_json **rows,
    size_t count)
{
    for (const cli_column *column = view->columns;
         column->path && grid->count < COLUMNS_MAX; column++) {
        size_t widest = 0;

        if (column->flags & CLI_HIDDEN)
            continue;
        for (size_t i = 0; i < count; i++) {
            char *cell = cli_cell(rows[i], column, 1);
            size_t width = cli_width(cell);

            if (width > widest)
                widest = width;
            free(cell);
        }
        if (widest == 0)
            continue;
        if (cli_width(column->title) > widest)
            widest = cli_width(column->title);
        if (!(column->flags & (CLI_FLEX | CLI_WRAP)) && widest > FIXED_MOST)
            widest = FIXED_MOST;
        grid->columns[grid->count] = column;
        grid->widths[grid->count++] = widest;
    }
}

static size_t width_of(const cli_grid *grid)
{
    size_t total = grid->count ? (grid->count - 1) * 2 : 0;

    for (size_t i = 0; i < grid->count; i++)
        total += grid->widths[i];
    return total;
}

/* The widest column that may still be narrower; `count` where none may. */
static size_t widest_of(const cli_grid *grid, int only_flexible, size_t least)
{
    size_t widest = grid->count;

    for (size_t i = 0; i < grid->count; i++) {
        int flexible = (grid->columns[i]->flags & (CLI_FLEX | CLI_WRAP)) != 0;

        if ((only_flexible && !flexible) || grid->widths[i] <= least)
            continue;
        if (widest == grid->count || grid->widths[i] > grid->widths[widest])
            widest = i;
    }
    return widest;
}

/* Flexible columns give way first, then all, then the last one goes. */
static void squeeze(cli_grid *grid)
{
    while (width_of(grid) > grid->screen->width && grid->count) {
        size_t at = widest_of(grid, 1, FLEX_LEAST);

        if (at == grid->count && grid->count <= FEW_COLUMNS)
            at = widest_of(grid, 0, COLUMN_LEAST);
        if (at == grid->count)
            grid->count--;
        else
            grid->widths[at]--;
    }
}

static void put_cell(
    const cli_grid *grid,
    size_t i,
    const char *text,
    char colour,
    int last)
{
    const cli_column *column = grid->columns[i];
    size_t width = cli_width(text);
    size_t pad = grid->widths[i] > width ? grid->widths[i] - width : 0;

    if (to_the_right(column))
        spaces(pad);
    cli_paint(grid->screen, colour, text);
    if (!to_the_right(column) && !last)
        spaces(pad);
    if (!last)
        fputs("  ", stdout);
}

static char colour_of(const cli_json *row, const cli_column *column)
{
    if (column->style == CLI_WORDS)
        return cli_verdict_colour(cli_json_text(row, column->path));
    if (column->flags & CLI_BOLD)
        return 'b';
    return column->flags & CLI_DIM ? 'd' : 0;
}

static void put_row(
    const cli_grid *grid,
    const cli_json *row,
    const cli_json *last)
{
    char *cells[COLUMNS_MAX] = {NULL};
    const char *rest[COLUMNS_MAX] = {NULL};
    int more = 1;

    for (size_t i = 0; i < grid->count; i++) {
        const cli_column *column = grid->columns[i];

        cells[i] = cli_cell(row, column, 1);
        if ((column->flags & CLI_ONCE) && last) {
            char *above = cli_cell(last, column, 1);

            if (strcmp(above, cells[i]) == 0)
                *cells[i] = '\0';
            free(above);
        }
        rest[i] = cells[i];
    }
    while (more) {
        size_t last_used = 0;

        more = 0;
        for (size_t i = 0; i < grid->count; i++)
            if (*rest[i])
                last_used = i;
        for (size_t i = 0; i < grid->count && i <= last_used; i++) {
            const cli_column *column = grid->columns[i];
            size_t skip = 0;
            size_t length = strlen(rest[i]);
            char *part = NULL;

            if (column->flags & CLI_WRAP) {
                length = cli_wrap(rest[i], grid->widths[i], &skip);
                part = cli_copy_bytes(rest[i], length);
            } else if (column->style == CLI_FRONT) {
                part = cli_cut_front(rest[i], grid->widths[i]);
            } else {
                part = cli_cut(rest[i], grid->widths[i]);
            }
            put_cell(grid, i, part, colour_of(row, column), i == last_used);
            rest[i] += length + skip;
            more |= *rest[i] != '\0';
            free(part);
        }
        putchar('\n');
    }
    for (size_t i = 0; i < grid->count; i++)
        free(cells[i]);
}

void cli_table(
    const cli_screen *screen,
    const cli_view *view,
    cli_json **rows,
    size_t count)
{
    cli_grid grid = {0};
    int titled = 0;

    grid.screen = screen;
    measure(&grid, view, rows, count);
    squeeze(&grid);
    for (size_t i = 0; i < grid.count; i++)
        titled |= *grid.columns[i]->title != '\0';
    for (size_t i = 0; titled && i < grid.count; i++) {
        char *title = cli_cut(grid.columns[i]->title, grid.widths[i]);

        put_cell(&grid, i, title, 'd', i + 1 == grid.count);
        free(title);
    }
    if (titled && grid.count)
        putchar('\n');
    for (size_t i = 0; i < count; i++)
        put_row(&grid, rows[i], i ? rows[i - 1] : NULL);
}
