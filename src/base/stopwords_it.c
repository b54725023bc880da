/* stopwords_it.c - words of Italian that say little on their own; folded, in
 * order of their bytes. */
#include "base/stopwords_data.h"

/* clang-format off */
static const char *const words[] = {
    "a", "abbia", "abbiamo", "ad", "agli", "ai", "al", "alla", "alle", "allo",
    "anche", "ancora", "avete", "aveva", "avevano", "avuto", "c", "che",
    "chi", "ci", "cioè", "co", "come", "con", "contro", "cui", "d", "da",
    "dagli", "dai", "dal", "dalla", "dalle", "dallo", "degli", "dei", "del",
    "dell", "della", "delle", "dello", "di", "dove", "e", "ed", "era",
    "erano", "essere", "fa", "fare", "fra", "fu", "gli", "ha", "hai", "hanno",
    "ho", "i", "il", "in", "io", "l", "la", "le", "lei", "li", "lo", "loro",
    "lui", "m", "ma", "me", "mi", "mia", "mie", "miei", "mio", "molto", "ne",
    "negli", "nei", "nel", "nella", "nelle", "nello", "no", "noi", "non",
    "nostra", "nostre", "nostri", "nostro", "o", "per", "perché", "però",
    "più", "poi", "quale", "quando", "quanta", "quanto", "quel", "quella",
    "quelle", "quelli", "quello", "questa", "queste", "questi", "questo",
    "qui", "s", "sarà", "se", "sei", "si", "sia", "siamo", "siete", "solo",
    "sono", "sta", "stata", "state", "stati", "stato", "su", "sua", "sue",
    "sugli", "sui", "sul", "sulla", "suo", "suoi", "t", "ti", "tra", "tu",
    "tua", "tuo", "tutti", "tutto", "un", "una", "uno", "v", "vi", "voi",
    "vostra", "vostro", "è",
};
/* clang-format on */

const insights__stopwords insights__stopwords_it = {
    "it", words, sizeof(words) / sizeof(*words)};
