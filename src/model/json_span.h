/* json_span.h - pieces of JSON text that was checked, for json_text.h. */
#ifndef INSIGHTS_MODEL_JSON_SPAN_H
#define INSIGHTS_MODEL_JSON_SPAN_H

#include "model/json_text.h"

int insights__json_is_space(char byte);

/* The value of four hexadecimal digits, or -1. */
int insights__json_hex(const char *digits);

/* Order of strings by what they say, character by character. */
int insights__json_span_compare(
    const insights__json_span *left,
    const insights__json_span *right);

void insights__json_span_sort(insights__json_span *strings, size_t count);

#endif
