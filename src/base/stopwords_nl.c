/* stopwords_nl.c - words of Dutch that say little on their own; folded, in
 * order of their bytes. */
#include "base/stopwords_data.h"

/* clang-format off */
static const char *const words[] = {
    "aan", "al", "alles", "als", "altijd", "andere", "ben", "bij", "daar",
    "dan", "dat", "de", "der", "deze", "die", "dit", "doch", "doen", "door",
    "dus", "een", "eens", "en", "er", "ge", "geen", "geweest", "haar", "had",
    "heb", "hebben", "heeft", "hem", "het", "hier", "hij", "hoe", "hun",
    "iemand", "iets", "ik", "in", "is", "ja", "je", "jij", "jou", "jouw",
    "jullie", "kan", "kon", "kunnen", "maar", "me", "meer", "men", "met",
    "mij", "mijn", "moet", "na", "naar", "niet", "niets", "nog", "nu", "of",
    "om", "omdat", "onder", "ons", "onze", "ook", "op", "over", "reeds", "te",
    "tegen", "toch", "toen", "tot", "u", "uit", "uw", "van", "veel", "voor",
    "want", "waren", "was", "wat", "we", "wel", "werd", "wezen", "wie", "wij",
    "wil", "worden", "wordt", "zal", "ze", "zelf", "zich", "zij", "zijn",
    "zo", "zonder", "zou",
};
/* clang-format on */

const insights__stopwords insights__stopwords_nl = {
    "nl", words, sizeof(words) / sizeof(*words)};
