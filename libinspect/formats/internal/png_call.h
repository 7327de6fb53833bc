// SPDX-License-Identifier: GPL-3.0-or-later
// Calls into libpng, which breaks off by long jumps.
#pragma once

#include <array>
#include <csetjmp>
#include <cstdio>

#include <png.h>

namespace waferglow {

/// The words of libpng's last error. What is given to libpng as the pointer of its error functions.
struct PngComplaint {
    std::array<char, 160> text{};
};

[[noreturn]] inline void keep_png_error(png_structp png, png_const_charp text) {
    auto& complaint = *static_cast<PngComplaint*>(png_get_error_ptr(png));
    std::snprintf(complaint.text.data(), complaint.text.size(), "%s", text);
    png_longjmp(png, 1);
}

/// Warnings concern colour profiles and texts, not pixels.
inline void drop_png_warning(png_structp /*png*/, png_const_charp /*text*/) {}

/// Runs `step`; false where libpng broke it off by a long jump, which no destructor may lie under.
template <class Step>
bool png_completes(png_structp png, const Step& step) {
    if (setjmp(png_jmpbuf(png)) != 0) return false;
    step();
    return true;
}

}  // namespace waferglow
