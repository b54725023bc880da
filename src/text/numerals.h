/* numerals.h - numbers in letters: "twenty five", "fünfundzwanzig".
 *
 * English, and the plain words of German, French and Spanish. Words that are
 * more often something else ("once", "un", "neuf") are left alone.
 */
#ifndef INSIGHTS_TEXT_NUMERALS_H
#define INSIGHTS_TEXT_NUMERALS_H

#include "text/words.h"

/* Join the tokens from `first` on that spell one number into one token whose
 * key is that number in digits. */
insights_status insights__numerals_join(
    insights__tokens *tokens,
    size_t first,
    insights_error **error);

#endif
