/* docx_style.h - what the styles of a Word document mean, and what it says of
 * itself. */
#ifndef INSIGHTS_TEXT_DOCX_STYLE_H
#define INSIGHTS_TEXT_DOCX_STYLE_H

#include "text/docx.h"

enum {
    INSIGHTS__DOCX_HEADING = 15, /* the level, 0: none */
    INSIGHTS__DOCX_QUOTE = 16,
    INSIGHTS__DOCX_BOLD = 32
};

/* Zeroed ones may be used and freed. */
typedef struct insights__docx_styles {
    struct insights__map *flags; /* style id -> what it means */
    char *id;                    /* of the style that is being read */
} insights__docx_styles;

/* Reads word/styles.xml; the user is an insights__docx_styles. */
extern const insights__xml_calls insights__docx_style_calls;

/* What a style means by its id; by the id's own words where the document does
 * not describe it. */
unsigned insights__docx_style(
    const insights__docx_styles *styles,
    const char *id);

void insights__docx_styles_free(insights__docx_styles *styles);

/* Title and date from docProps/core.xml, where there is one. */
insights_status insights__docx_about_read(
    const insights__package *package,
    insights__docx_about *about,
    insights_error **error);

#endif
