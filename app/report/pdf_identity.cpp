// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/pdf_identity.h"

namespace waferglow {
namespace {

constexpr std::size_t kDateDigits = 14;  // YYYYMMDDhhmmss

std::string digits_of(const std::string& iso_date) {
    std::string digits;
    for (const char c : iso_date) {
        if (c >= '0' && c <= '9' && digits.size() < kDateDigits) digits += c;
    }
    return digits.size() == kDateDigits ? digits : "20000101000000";
}

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

}  // namespace

void fix_pdf_identity(std::string& pdf, const std::string& iso_date, const std::string& digest) {
    const std::string key = "/CreationDate (D:";
    const std::size_t date = pdf.find(key);
    if (date != std::string::npos) {
        const std::size_t begin = date + key.size();
        const std::size_t end = pdf.find(')', begin);
        // "20261124033123Z" or "20261124033123+01'00'": UTC in either form.
        std::string text = digits_of(iso_date) + "+00'00'";
        text.resize(end - begin, ' ');
        if (end - begin == kDateDigits + 1) text.back() = 'Z';
        pdf.replace(begin, text.size(), text);
    }
    const std::size_t trailer = pdf.rfind("trailer");
    const std::size_t id = trailer == std::string::npos ? trailer : pdf.find("/ID", trailer);
    if (id == std::string::npos || digest.empty()) return;
    std::size_t next = 0;
    for (std::size_t i = id + 3; i < pdf.size() && pdf[i] != ']'; ++i) {
        if (pdf[i] == '>') next = 0;  // both halves alike
        if (is_hex(pdf[i])) pdf[i] = digest[next++ % digest.size()];
    }
}

}  // namespace waferglow
