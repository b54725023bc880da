/* stopwords_es.c - words of Spanish that say little on their own; folded, in
 * order of their bytes. */
#include "base/stopwords_data.h"

/* clang-format off */
static const char *const words[] = {
    "a", "al", "algo", "algunas", "algunos", "ante", "antes", "aquel",
    "aquella", "aquellas", "aquello", "aquellos", "aquí", "así", "aunque",
    "aún", "cada", "como", "con", "contra", "cual", "cuales", "cuando",
    "cuál", "cuándo", "de", "del", "desde", "donde", "dos", "durante",
    "dónde", "e", "el", "ella", "ellas", "ello", "ellos", "en", "entre",
    "era", "eran", "eras", "eres", "es", "esa", "esas", "ese", "eso", "esos",
    "esta", "estaba", "estaban", "estado", "estamos", "estar", "estas",
    "este", "esto", "estos", "estoy", "está", "están", "fue", "fueron", "fui",
    "ha", "habido", "había", "habían", "hace", "hacer", "han", "has", "hasta",
    "hay", "he", "hemos", "hizo", "la", "las", "le", "les", "lo", "los", "me",
    "mi", "mientras", "mis", "mucho", "muchos", "muy", "más", "mí", "nada",
    "ni", "no", "nos", "nosotros", "nuestra", "nuestras", "nuestro",
    "nuestros", "o", "os", "otra", "otras", "otro", "otros", "para", "pero",
    "poco", "por", "porque", "pues", "que", "quien", "quienes", "quién",
    "qué", "se", "sea", "ser", "será", "si", "sido", "siempre", "sin", "sino",
    "sobre", "sois", "somos", "son", "soy", "su", "sus", "suya", "suyo", "sí",
    "también", "tampoco", "tan", "tanto", "te", "tenía", "tiene", "tienen",
    "todo", "todos", "tu", "tus", "tuvo", "tú", "un", "una", "unas", "uno",
    "unos", "vosotros", "y", "ya", "yo", "él",
};
/* clang-format on */

const insights__stopwords insights__stopwords_es = {
    "es", words, sizeof(words) / sizeof(*words)};
