/* hash.c - SHA-256 by libcrypto; a failure while adding is told at the end. */
#include "base/hash.h"

#include "base/alloc.h"

#include <openssl/evp.h>

#define SHA256_BYTES 32

struct insights__sha256 {
    EVP_MD_CTX *context;
    int failed;
};

insights__sha256 *insights__sha256_new(void)
{
    insights__sha256 *hash = insights__alloc(sizeof(*hash));

    if (!hash)
        return NULL;
    hash->context = EVP_MD_CTX_new();
    if (!hash->context ||
        EVP_DigestInit_ex(hash->context, EVP_sha256(), NULL) != 1) {
        insights__sha256_free(hash);
        return NULL;
    }
    return hash;
}

void insights__sha256_add(
    insights__sha256 *hash,
    const void *bytes,
    size_t length)
{
    if (length && EVP_DigestUpdate(hash->context, bytes, length) != 1)
        hash->failed = 1;
}

insights_status insights__sha256_text(
    const insights__sha256 *hash,
    char out[INSIGHTS__SHA256_TEXT],
    insights_error **error)
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[EVP_MAX_MD_SIZE] = {0};
    EVP_MD_CTX *copy = EVP_MD_CTX_new();
    int done;

    if (!copy)
        return insights__fail_nomem(error);
    done = !hash->failed && EVP_MD_CTX_copy_ex(copy, hash->context) == 1 &&
           EVP_DigestFinal_ex(copy, bytes, NULL) == 1;
    EVP_MD_CTX_free(copy);
    if (!done)
        return insights__fail(
            error, INSIGHTS_E_INTERNAL, "libcrypto could not compute sha-256");

    for (size_t i = 0; i < SHA256_BYTES; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 0x0f];
    }
    out[INSIGHTS__SHA256_TEXT - 1] = '\0';
    return INSIGHTS_OK;
}

void insights__sha256_free(insights__sha256 *hash)
{
    if (!hash)
        return;
    EVP_MD_CTX_free(hash->context);
    insights__free(hash);
}
