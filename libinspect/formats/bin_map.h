// SPDX-License-Identifier: GPL-3.0-or-later
// A wafer's bins as the fab's map files (SINF, SEMI E142) hold them: what every such file says, whatever its
// grammar.
//
// Rows run down and columns to the right as the map is drawn; a reader turns nothing, and `flat_deg` says
// where the flat or notch lies: 180 down, 0 up, 90 right, 270 left. `turned_flat_down` gives the view that
// die grids use. A cell holds the position of its bin in `bins`, or kNoDieCell where there is no die.
#pragma once

#include "libinspect/formats/map_csv.h"
#include "libinspect/geometry/layout.h"
#include "libinspect/geometry/module.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

inline constexpr std::uint16_t kNoDieCell = 65535;
inline constexpr std::uint8_t kNoVerdict = 255;  ///< MapBin::pass of reference, skipped and untested dies

struct MapBin {
    std::string code;                ///< as in the file: "01", "A"
    std::string name;                ///< may be empty
    std::uint8_t pass = kNoVerdict;  ///< 1 good, 0 bad
    std::int64_t stated_dies = -1;   ///< count that the file states; -1: none
    CellKind kind = CellKind::die;   ///< what lies in its cells
    friend bool operator==(const MapBin&, const MapBin&) = default;
};

/// What the cells lie on: a wafer, or a rectangle that they fill, as a display module.
enum class MapSubstrate : std::uint8_t { wafer, panel };

struct BinMap {
    std::string wafer_id;  ///< or the panel's
    std::string lot_id;
    std::string device_id;
    std::string time;  ///< as the caller or the file gives it; may be empty
    std::int32_t rows = 0;
    std::int32_t cols = 0;
    double pitch_x_um = 0.0;  ///< 0: not stated
    double pitch_y_um = 0.0;
    double die_width_um = 0.0;
    double die_height_um = 0.0;
    double diameter_mm = 0.0;
    int flat_deg = 180;
    std::vector<std::uint16_t> cells;  ///< row-major, rows x cols
    std::vector<MapBin> bins;
    std::vector<std::string> warnings;             ///< what the file says that can't be taken at its word
    MapSubstrate substrate = MapSubstrate::wafer;  ///< of files that are read: always so

    [[nodiscard]] std::uint16_t cell(std::int32_t row, std::int32_t col) const {
        return cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) +
                     static_cast<std::size_t>(col)];
    }
    /// Cells in each bin, in the order of `bins`.
    [[nodiscard]] std::vector<std::int64_t> count() const;
};

/// The map of an inspected wafer for the writers: all dies that exist on it; codes as two hexadecimal digits;
/// a die without a measurement is in the bin "@@". Test structures and marks on the wafer have bins of their
/// kinds. Throws Error(usage) where codes and map differ in
/// size or a code has no label.
[[nodiscard]] BinMap bin_map_of(const DieMap& map, const BinColumn& bins);

/// The map of a display module, a cell a pixel: `bin_of_pixel` holds the position in `bins` of each,
/// row-major, or kNoDieCell where nothing is to be said of it. Throws Error(usage) where that is not one a
/// pixel, or is no position.
[[nodiscard]] BinMap bin_map_of(const Module& module, std::vector<std::uint16_t> bin_of_pixel,
                                std::vector<MapBin> bins);

/// The same wafer seen with its flat or notch down.
[[nodiscard]] BinMap turned_flat_down(BinMap map);

/// Finds the bin of each code text while a map is read. Codes that no definition named become bins of their
/// own without a verdict. Codes of at most 8 bytes. Confined to one thread.
class BinFinder {
  public:
    explicit BinFinder(std::vector<MapBin>& bins);
    /// Throws Error(usage) for a longer code and beyond 65,534 bins: the caller says where.
    [[nodiscard]] std::uint16_t find(std::string_view code) {
        const std::uint64_t key = key_of(code);
        return key == last_key_ && !code.empty() ? last_ : look_up(code, key);
    }

  private:
    static std::uint64_t key_of(std::string_view code) {
        std::uint64_t key = 0;
        for (const char c : code) key = key << 8U | static_cast<unsigned char>(c);
        return key;
    }
    std::uint16_t look_up(std::string_view code, std::uint64_t key);

    std::vector<MapBin>& bins_;
    std::vector<std::pair<std::uint64_t, std::uint16_t>> known_;  // sorted by key
    std::uint64_t last_key_ = 0;
    std::uint16_t last_ = 0;
};

}  // namespace waferglow
