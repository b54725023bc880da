/* bm25.h - rank units of text (turns, sentences) by the words of a query
 * (Robertson and others, 1994), and let neighbours lend each other score.
 *
 * Keeps true: units are numbered in the order they were added; the same units
 * and query give the same scores.
 */
#ifndef INSIGHTS_TEXT_BM25_H
#define INSIGHTS_TEXT_BM25_H

#include "base/terms.h"

typedef struct insights__bm25 insights__bm25;

/* NULL: no memory. */
insights__bm25 *insights__bm25_new(void);

/* Begin the next unit. */
insights_status insights__bm25_begin(
    insights__bm25 *index,
    insights_error **error);

/* Add words to the unit begun last. */
insights_status insights__bm25_add(
    insights__bm25 *index,
    const insights__term *terms,
    size_t count,
    insights_error **error);

size_t insights__bm25_count(const insights__bm25 *index);

/* Add each unit's score to `scores`, one for each unit. Stop words of the
 * query count only where it has no others. Returns how many of its words are
 * known. */
size_t insights__bm25_score(
    const insights__bm25 *index,
    const insights__term *query,
    size_t count,
    double *scores);

/* How rare a word is: its weight in a score, 0 where no unit has it. */
double insights__bm25_weight(const insights__bm25 *index, const char *stem);

/* Add to each unit's share how much of `weight` a word gives it: more where it
 * stands often, less where the unit is longer than `usual`. */
void insights__bm25_share(
    const insights__bm25 *index,
    const char *stem,
    double weight,
    double usual,
    double *shares);

void insights__bm25_free(insights__bm25 *index);

/* Replace each score by how far it lies above the mean in standard
 * deviations, less `clip`, not below 0. */
void insights__bm25_clip(double *scores, size_t count, double clip);

/* Add to each score `lambda` times the sum of all scores weighted by
 * exp(-distance / tau). `room` has space for `count` numbers. */
void insights__bm25_kernel(
    double *scores,
    size_t count,
    double tau,
    double lambda,
    double *room);

#endif
