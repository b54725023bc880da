/* stopwords_no.c - words of Norwegian that say little on their own; folded, in
 * order of their bytes. */
#include "base/stopwords_data.h"

/* clang-format off */
static const char *const words[] = {
    "alle", "at", "av", "ble", "blei", "blir", "både", "da", "de", "deg",
    "dei", "dem", "den", "denne", "der", "dere", "deres", "det", "dette",
    "di", "din", "disse", "ditt", "du", "eg", "ein", "eit", "eitt", "eller",
    "elles", "en", "enn", "er", "et", "ett", "etter", "for", "fordi", "fra",
    "før", "ha", "hadde", "han", "hans", "har", "hennes", "her", "hun", "hva",
    "hvem", "hver", "hvis", "hvor", "hvordan", "i", "ikke", "ikkje", "ingen",
    "inn", "ja", "jeg", "kan", "kom", "kun", "kunne", "man", "mange", "med",
    "meg", "men", "mer", "min", "mitt", "mot", "mye", "ned", "noe", "noen",
    "nå", "når", "og", "også", "om", "opp", "oss", "over", "på", "seg",
    "selv", "sin", "sine", "sitt", "skal", "skulle", "slik", "som", "så",
    "til", "um", "under", "ut", "uten", "var", "vart", "ved", "vi", "vil",
    "ville", "vår", "være",
};
/* clang-format on */

const insights__stopwords insights__stopwords_no = {
    "no", words, sizeof(words) / sizeof(*words)};
