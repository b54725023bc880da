/* abbreviations.c - words whose full stop does not end a sentence. */
#include "text/sentences.h"

#include <string.h>

/* clang-format off */
static const char *const en_never[] = {
    "mr", "mrs", "ms", "mx", "dr", "prof", "st", "sgt", "capt", "lt", "col",
    "gen", "rev", "hon", "messrs", "e.g", "i.e", "cf", "vs", "viz", "approx",
    "dept", "mt", "ft", NULL};
static const char *const en_seldom[] = {
    "etc", "inc", "ltd", "co", "corp", "jr", "sr", "a.m", "p.m", "u.s",
    "u.k", "al", "est", "ave", "blvd", "rd", NULL};
static const char *const en_numeral[] = {
    "no", "nos", "p", "pp", "fig", "vol", "ch", "sec", NULL};

static const char *const de_never[] = {
    "hr", "fr", "dr", "prof", "dipl", "ing", "st", "z.b", "d.h", "u.a",
    "o.ä", "bzw", "ca", "vgl", "sog", "evtl", "ggf", "inkl", "z.t", "mag",
    "z", "d", "u", NULL};
static const char *const de_seldom[] = {
    "usw", "etc", "str", "tel", "mio", "mrd", "jh", NULL};
static const char *const de_numeral[] = {"nr", "s", "abs", "art", "bd", NULL};

static const char *const fr_never[] = {
    "m", "mm", "mme", "mlle", "dr", "pr", "me", "p.ex", "c.-à-d", "cf",
    "env", "st", "ste", NULL};
static const char *const fr_seldom[] = {"etc", "av", "bd", "tél", NULL};
static const char *const fr_numeral[] = {"n", "p", "pp", "vol", NULL};

static const char *const es_never[] = {
    "sr", "sra", "srta", "dr", "dra", "d", "dña", "ud", "uds", "p.ej",
    "prof", "lic", "ing", NULL};
static const char *const es_seldom[] = {"etc", "ee.uu", "s.a", "avda", NULL};
static const char *const es_numeral[] = {"n", "núm", "pág", "vol", NULL};

static const char *const it_never[] = {
    "sig", "sigg", "dott", "prof", "avv", "ing", "es", "p.es", "cfr", NULL};
static const char *const it_seldom[] = {"ecc", "s.p.a", "s.r.l", NULL};
static const char *const it_numeral[] = {"n", "pag", "vol", "art", NULL};

static const char *const pt_never[] = {
    "sr", "sra", "dr", "dra", "prof", "profa", "eng", "p.ex", NULL};
static const char *const pt_seldom[] = {"etc", "ltda", "s.a", "av", NULL};
static const char *const pt_numeral[] = {"n", "núm", "pág", "vol", NULL};

static const char *const nl_never[] = {
    "dhr", "mevr", "mw", "dr", "prof", "ir", "drs", "bijv", "d.w.z", "o.a",
    "ca", "m.a.w", "st", NULL};
static const char *const nl_seldom[] = {"enz", "etc", "e.d", NULL};
static const char *const nl_numeral[] = {"nr", "blz", "art", NULL};
/* clang-format on */

static const insights__abbreviations lists[] = {
    {"en", en_never, en_seldom, en_numeral},
    {"de", de_never, de_seldom, de_numeral},
    {"fr", fr_never, fr_seldom, fr_numeral},
    {"es", es_never, es_seldom, es_numeral},
    {"it", it_never, it_seldom, it_numeral},
    {"pt", pt_never, pt_seldom, pt_numeral},
    {"nl", nl_never, nl_seldom, nl_numeral},
};

const insights__abbreviations *insights__abbreviations_of(const char *language)
{
    size_t i;

    for (i = 0; language && i < sizeof(lists) / sizeof(*lists); i++)
        if ((language[0] | 0x20) == lists[i].language[0] && language[0] &&
            (language[1] | 0x20) == lists[i].language[1] &&
            (language[2] == '\0' || language[2] == '-' || language[2] == '_'))
            return &lists[i];
    return &lists[0];
}
