/* hash.c - SHA-256 and ids of names by libcrypto; a failure while adding is
 * told at the end. */
#include "base/hash.h"

#include "base/alloc.h"

#include <openssl/evp.h>
#include <string.h>

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

insights_status insights__uuid_of_name(
    const char *name,
    char out[INSIGHTS__UUID_TEXT],
    insights_error **error)
{
    /* b3c1c9e4-6e0f-4c0c-9d8e-2f6a5a1d7e40, made once by chance. */
    static const unsigned char space[16] = {0xb3, 0xc1, 0xc9, 0xe4, 0x6e, 0x0f,
                                            0x4c, 0x0c, 0x9d, 0x8e, 0x2f, 0x6a,
                                            0x5a, 0x1d, 0x7e, 0x40};
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[EVP_MAX_MD_SIZE] = {0};
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t at = 0;
    int done;

    if (!context)
        return insights__fail_nomem(error);
    done = EVP_DigestInit_ex(context, EVP_sha1(), NULL) == 1 &&
           EVP_DigestUpdate(context, space, sizeof(space)) == 1 &&
           EVP_DigestUpdate(context, name, strlen(name)) == 1 &&
           EVP_DigestFinal_ex(context, bytes, NULL) == 1;
    EVP_MD_CTX_free(context);
    if (!done)
        return insights__fail(
            error, INSIGHTS_E_INTERNAL, "libcrypto could not compute sha-1");
    bytes[6] = (unsigned char)(0x50 | (bytes[6] & 0x0f));
    bytes[8] = (unsigned char)(0x80 | (bytes[8] & 0x3f));
    for (size_t i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            out[at++] = '-';
        out[at++] = digits[bytes[i] >> 4];
        out[at++] = digits[bytes[i] & 0x0f];
    }
    out[at] = '\0';
    return INSIGHTS_OK;
}
