// SPDX-License-Identifier: GPL-3.0-or-later
// The classes that a die can end in.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace waferglow {

/// Bin codes as stored. A die that was never measured has no bin, kNoBinCode: no data is not a fail.
enum class Bin : std::uint8_t {
    good = 1,
    dead = 2,
    weak = 3,
    leaky = 4,
    covered = 5,
    bright = 6,
    nonuniform = 7,
    saturated = 8,
    wavelength = 9,
};
inline constexpr std::uint8_t kNoBinCode = 255;
inline constexpr std::uint8_t kFirstCustomCode = 10;

struct BinInfo {
    Bin bin;
    const char* name;
    std::uint32_t rgb;
    bool pass;  ///< unless the recipe says otherwise
    const char* description;
};

/// In the order in which the rules are asked, but for `good`, which is what remains. Colours are told apart
/// by colour-blind eyes (after Okabe and Ito, https://jfly.uni-koeln.de/color/).
inline constexpr std::array<BinInfo, 9> kBins{{
    {Bin::good, "good", 0x8FCB9B, true, "as bright as its healthy neighbours in every channel"},
    {Bin::dead, "dead", 0x1A1A1A, false, "dark in the strongest channel: missing, burnt or shorted"},
    {Bin::leaky, "leaky", 0xD55E00, false,
     "too dim under weak excitation for its brightness under strong: a shunt or damaged sidewalls drain "
     "carriers"},
    {Bin::weak, "weak", 0xCC79A7, false, "dim, and no weak channel to show that its junction is sound"},
    {Bin::wavelength, "wavelength", 0x7B3FA0, false, "peak wavelength far from that of its surroundings"},
    {Bin::nonuniform, "nonuniform", 0x8C6D31, false, "far more uneven inside than other dies"},
    {Bin::covered, "covered", 0x56B4E9, true,
     "dim by the same factor in every channel: light is lost on its way (particle, residue), the junction is "
     "sound"},
    {Bin::saturated, "saturated", 0xF0E442, true, "clipped by the camera: at least as bright as measured"},
    {Bin::bright, "bright", 0xE69F00, false,
     "far brighter than healthy dies are: metal peeled off, dies grown together"},
}};

/// A bin that a recipe adds: dies whose value in a layer is under `below` or over `above`. A die without a
/// value there is not of this bin.
struct CustomBin {
    std::uint8_t code = kFirstCustomCode;  ///< kFirstCustomCode to 254
    std::string name;
    std::uint32_t rgb = 0x999999;
    std::string layer;
    std::optional<double> below;
    std::optional<double> above;
    friend bool operator==(const CustomBin&, const CustomBin&) = default;
};

/// What a bin code means, for files, legends and reports.
struct BinDefinition {
    std::uint8_t code = 0;
    std::string name;
    std::uint32_t rgb = 0;
    bool pass = false;
    std::string description;
};

/// Whether dies of each code pass; codes that `table` does not list do not. Of any table of bins that has
/// `code` and `pass`.
template <class Table>
[[nodiscard]] std::array<bool, 256> passing_codes(const Table& table) {
    std::array<bool, 256> passes{};
    for (const auto& bin : table) passes[bin.code] = bin.pass;
    return passes;
}

}  // namespace waferglow
