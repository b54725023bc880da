/* number.h - numbers to text and back, whatever the locale. */
#ifndef INSIGHTS_BASE_NUMBER_H
#define INSIGHTS_BASE_NUMBER_H

#include <stddef.h>
#include <stdint.h>

#define INSIGHTS__NUMBER_TEXT 32

/* The shortest decimal text that reads back as the same double, always with a
 * point or an exponent ("2.0"); "null" for infinities and NaN. */
void insights__double_text(double value, char out[INSIGHTS__NUMBER_TEXT]);

/* 1 and *out where all of `text` is a decimal number in range. */
int insights__double_parse(const char *text, double *out);
int insights__int_parse(const char *text, int64_t *out);

#endif
