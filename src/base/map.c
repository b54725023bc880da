/* map.c - an insertion-ordered hash map.
 *
 * Entries stand in an array in order of insertion; a table of indexes into
 * it, at most half full and probed in steps of one, finds them. A removed
 * entry leaves a gap in both until the next growth closes the gaps, which
 * only adding does: so removing while iterating is safe.
 */
#include "base/map.h"

#include "base/alloc.h"
#include "base/platform/platform.h"

#include <stdint.h>
#include <string.h>

#define FIRST_TABLE 16
#define EMPTY UINT32_MAX

typedef struct map_entry {
    uint64_t hash;
    char *key; /* NULL: removed */
    size_t size;
    void *value;
} map_entry;

struct insights__map {
    map_entry *entries;
    uint32_t *table;   /* indexes of entries, or EMPTY */
    size_t table_size; /* a power of two; entries: half of it */
    size_t used;       /* entries, gaps included */
    size_t count;      /* entries without gaps */
};

/* --- SipHash-1-3 -------------------------------------------------------- */

static uint64_t seed[2];
static insights__once seed_once = INSIGHTS__ONCE_INIT;

/* Without random bytes the map still works, with a hash that is known. */
static void make_seed(void)
{
    if (!insights__platform_random(seed, sizeof(seed)))
        seed[0] = (uint64_t)insights__platform_monotonic_ns();
}

static uint64_t rotate(uint64_t value, unsigned bits)
{
    return value << bits | value >> (64 - bits);
}

static void sip_round(uint64_t v[4])
{
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

static uint64_t hash_of(const char *key, size_t size)
{
    uint64_t v[4] = {
        seed[0] ^ 0x736f6d6570736575u, seed[1] ^ 0x646f72616e646f6du,
        seed[0] ^ 0x6c7967656e657261u, seed[1] ^ 0x7465646279746573u};
    size_t left = size;
    uint64_t word;

    for (; left >= sizeof(word); left -= sizeof(word)) {
        memcpy(&word, key, sizeof(word));
        key += sizeof(word);
        v[3] ^= word;
        sip_round(v);
        v[0] ^= word;
    }
    word = (uint64_t)size << 56;
    for (size_t i = 0; i < left; i++)
        word |= (uint64_t)(unsigned char)key[i] << (8 * i);
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
    v[2] ^= 0xffu;
    sip_round(v);
    sip_round(v);
    sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* --- The map ------------------------------------------------------------ */

insights__map *insights__map_new(void)
{
    insights__once_run(&seed_once, make_seed);
    return insights__alloc(sizeof(insights__map));
}

void insights__map_free(insights__map *map, void (*release)(void *value))
{
    if (!map)
        return;
    for (size_t i = 0; i < map->used; i++) {
        if (map->entries[i].key && release)
            release(map->entries[i].value);
        insights__free(map->entries[i].key);
    }
    insights__free(map->entries);
    insights__free(map->table);
    insights__free(map);
}

static map_entry *find(
    const insights__map *map,
    uint64_t hash,
    const char *key,
    size_t size)
{
    size_t mask = map->table_size - 1;

    if (!map->table_size)
        return NULL;
    for (size_t at = (size_t)hash & mask; map->table[at] != EMPTY;
         at = (at + 1) & mask) {
        map_entry *entry = &map->entries[map->table[at]];

        if (entry->key && entry->hash == hash && entry->size == size &&
            (size == 0 || memcmp(entry->key, key, size) == 0))
            return entry;
    }
    return NULL;
}

void *insights__map_get(const insights__map *map, const char *key, size_t size)
{
    map_entry *entry = find(map, hash_of(key, size), key, size);

    return entry ? entry->value : NULL;
}

/* Put the index of an entry into the first free place of its hash. */
static void place(uint32_t *table, size_t size, uint64_t hash, size_t index)
{
    size_t at = (size_t)hash & (size - 1);

    while (table[at] != EMPTY)
        at = (at + 1) & (size - 1);
    table[at] = (uint32_t)index;
}

/* Make room for one more entry and close the gaps; 0: no memory. */
static int grow(insights__map *map)
{
    size_t size = map->table_size ? map->table_size : FIRST_TABLE;
    map_entry *entries;
    uint32_t *table;
    size_t used = 0;

    while (size / 4 < map->count + 1)
        size *= 2;
    if (size / 2 >= EMPTY)
        return 0;
    entries = insights__calloc(size / 2, sizeof(*entries));
    table = insights__calloc(size, sizeof(*table));
    if (!entries || !table) {
        insights__free(entries);
        insights__free(table);
        return 0;
    }

    memset(table, 0xff, size * sizeof(*table));
    for (size_t i = 0; i < map->used; i++) {
        if (!map->entries[i].key)
            continue;
        entries[used] = map->entries[i];
        place(table, size, entries[used].hash, used);
        used++;
    }
    insights__free(map->entries);
    insights__free(map->table);
    map->entries = entries;
    map->table = table;
    map->table_size = size;
    map->used = used;
    return 1;
}

void **insights__map_slot(insights__map *map, const char *key, size_t size)
{
    uint64_t hash = hash_of(key, size);
    map_entry *entry = find(map, hash, key, size);
    char *copy;

    if (entry)
        return &entry->value;
    copy = insights__strndup(key, size);
    if (!copy)
        return NULL;
    if (map->used == map->table_size / 2 && !grow(map)) {
        insights__free(copy);
        return NULL;
    }
    entry = &map->entries[map->used];
    entry->hash = hash;
    entry->key = copy;
    entry->size = size;
    entry->value = NULL;
    place(map->table, map->table_size, hash, map->used);
    map->used++;
    map->count++;
    return &entry->value;
}

void *insights__map_remove(insights__map *map, const char *key, size_t size)
{
    map_entry *entry = find(map, hash_of(key, size), key, size);
    void *value;

    if (!entry)
        return NULL;
    value = entry->value;
    insights__free(entry->key);
    entry->key = NULL;
    entry->value = NULL;
    map->count--;
    return value;
}

size_t insights__map_count(const insights__map *map)
{
    return map->count;
}

int insights__map_next(
    const insights__map *map,
    size_t *at,
    const char **key,
    size_t *size,
    void **value)
{
    while (*at < map->used) {
        const map_entry *entry = &map->entries[(*at)++];

        if (!entry->key)
            continue;
        if (key)
            *key = entry->key;
        if (size)
            *size = entry->size;
        if (value)
            *value = entry->value;
        return 1;
    }
    return 0;
}
