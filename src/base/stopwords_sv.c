/* stopwords_sv.c - words of Swedish that say little on their own; folded, in
 * order of their bytes. */
#include "base/stopwords_data.h"

/* clang-format off */
static const char *const words[] = {
    "alla", "allt", "att", "av", "blev", "bli", "blir", "blivit", "dag", "de",
    "dem", "den", "denna", "deras", "dess", "dessa", "det", "detta", "dig",
    "din", "dina", "ditt", "du", "där", "då", "efter", "ej", "eller", "en",
    "er", "era", "ert", "ett", "från", "för", "ha", "hade", "han", "hans",
    "har", "henne", "hennes", "hon", "honom", "hur", "här", "i", "icke",
    "ingen", "inom", "inte", "jag", "ju", "kan", "kunde", "man", "med",
    "mellan", "men", "mig", "min", "mina", "mitt", "mot", "mycket", "ni",
    "nu", "när", "någon", "något", "några", "och", "om", "oss", "på", "sedan",
    "sig", "sin", "sina", "själv", "skulle", "som", "så", "sådan", "till",
    "under", "upp", "ut", "utan", "vad", "var", "vara", "varit", "varje",
    "vars", "vem", "vi", "vid", "vilka", "vilken", "vilket", "vår", "våra",
    "vårt", "än", "är", "åt", "över",
};
/* clang-format on */

const insights__stopwords insights__stopwords_sv = {
    "sv", words, sizeof(words) / sizeof(*words)};
