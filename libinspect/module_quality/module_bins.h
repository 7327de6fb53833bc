// SPDX-License-Identifier: GPL-3.0-or-later
// The bins of sub-pixels, in the order in which they are asked.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace waferglow::module {

/// Codes as files have them.
enum class ModuleBin : std::uint8_t {
    good = 1,
    always_on,
    wrong_colour,
    line,
    dead,
    dim,
    bright,
    saturated,
    unmeasured = 255
};

struct ModuleBinInfo {
    ModuleBin bin = ModuleBin::good;
    std::string_view name;   ///< in files
    std::string_view title;  ///< for people
    std::string_view rule;
    std::uint32_t color = 0;  ///< 0xRRGGBB
    bool fault = false;       ///< a repair list has it
};

/// In the order in which they are asked; `good` is what is left of those that were measured.
inline constexpr std::array<ModuleBinInfo, 9> kModuleBins{{
    {ModuleBin::always_on, "always_on", "always on", "glows in black", 0xE377C2, true},
    {ModuleBin::wrong_colour, "wrong_colour", "wrong colour", "dark, and another colour glows in its place",
     0x9467BD, true},
    {ModuleBin::line, "line", "line", "one of a row or column of faults", 0xFF7F0E, true},
    {ModuleBin::dead, "dead", "dead", "dark where driven", 0xD62728, true},
    {ModuleBin::dim, "dim", "dim", "weaker than its neighbours", 0x1F77B4, true},
    {ModuleBin::bright, "bright", "bright", "stronger than its neighbours", 0xFFD700, true},
    {ModuleBin::saturated, "saturated", "saturated", "the camera was: at least as bright as told", 0xBCBD22,
     true},
    {ModuleBin::good, "good", "good", "all others", 0x2CA02C, false},
    {ModuleBin::unmeasured, "unmeasured", "unmeasured", "in no image that counts", 0x7F7F7F, false},
}};

[[nodiscard]] constexpr const ModuleBinInfo& info_of(ModuleBin bin) {
    for (const ModuleBinInfo& info : kModuleBins) {
        if (info.bin == bin) return info;
    }
    return kModuleBins.back();
}
/// Position in kModuleBins.
[[nodiscard]] constexpr std::size_t order_of(ModuleBin bin) {
    return static_cast<std::size_t>(&info_of(bin) - kModuleBins.data());
}
/// Of a pixel's sub-pixels the one that is asked first: a module's pixel is as its worst.
[[nodiscard]] constexpr ModuleBin worse_of(ModuleBin a, ModuleBin b) {
    if (a == ModuleBin::unmeasured || b == ModuleBin::unmeasured)
        return a == ModuleBin::unmeasured ? (b == ModuleBin::good ? a : b) : (a == ModuleBin::good ? b : a);
    return order_of(a) < order_of(b) ? a : b;
}

}  // namespace waferglow::module
