/* test_hash.c - SHA-256 against the standard's examples. */
#include "base/alloc.h"
#include "base/hash.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

Test(hash, the_digest_is_the_one_of_the_standard)
{
    insights__sha256 *hash = insights__sha256_new();
    char text[INSIGHTS__SHA256_TEXT];

    cr_assert(hash != NULL);
    cr_expect(eq(int, insights__sha256_text(hash, text, NULL), INSIGHTS_OK));
    cr_expect(
        eq(str, text,
           "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8"
           "55"));
    insights__sha256_add(hash, "a", 1);
    insights__sha256_add(hash, "", 0);
    insights__sha256_add(hash, "bc", 2);
    for (int i = 0; i < 2; i++) {
        cr_expect(
            eq(int, insights__sha256_text(hash, text, NULL), INSIGHTS_OK));
        cr_expect(
            eq(str, text,
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f200"
               "15ad"));
    }
    insights__sha256_free(hash);
    insights__sha256_free(NULL);
}

Test(hash, a_hash_that_finds_no_memory_is_null)
{
    insights__alloc_fail_after(0);
    cr_expect(insights__sha256_new() == NULL);
    insights__alloc_fail_after(-1);
}
