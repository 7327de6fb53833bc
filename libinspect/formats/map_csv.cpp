// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/map_csv.h"

#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/formats/internal/csv_text.h"
#include "libinspect/map/derived_layers.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow {
namespace {

/// What each code writes: "1,<bin>,<pass>" (measured, bin, pass).
using BinTexts = std::array<std::string, 256>;

BinTexts bin_texts(const BinColumn& bins) {
    BinTexts texts;
    for (const BinLabel& label : bins.labels) {
        std::string& text = texts[label.code];
        text = "1,";
        append_csv_text(text, label.name);
        text += label.pass ? ",1" : ",0";
    }
    texts[kNoBinCode] = "0,,";
    return texts;
}

void check(const DieMap& map, const BinColumn& bins, const BinTexts& texts) {
    if (bins.codes.empty()) return;
    if (bins.codes.size() != map.grid().cells()) {
        throw Error(ErrorKind::usage, fmt::format("CSV export: {} bin codes for a map of {} cells",
                                                  bins.codes.size(), map.grid().cells()));
    }
    const auto unnamed =
        std::ranges::find_if(bins.codes, [&](std::uint8_t code) { return texts[code].empty(); });
    if (unnamed != bins.codes.end()) {
        throw Error(ErrorKind::usage, fmt::format("CSV export: bin code {} has no name", *unnamed));
    }
}

std::string header_of(const DieMap& map) {
    std::string out = fmt::format("{}", fmt::join(kDieColumns, ","));
    for (const Layer& layer : map.layers()) {
        out += ',';
        append_csv_text(out, layer.name);
    }
    return out + '\n';
}

/// Positions to a tenth of a nanometre: sums of a pitch would print all of their rounding.
std::string position_text(double um) {
    return fmt::format("{:.10g}", um);
}

class RowFormatter {
  public:
    RowFormatter(const DieMap& map, const BinColumn& bins) : map_(map), bins_(bins), texts_(bin_texts(bins)) {
        check(map, bins, texts_);
        const DieGrid& grid = map.grid();
        for (std::int32_t col = 0; col < grid.cols; ++col)
            xs_.push_back(position_text(grid.center({0, col}).x));
        for (const Layer& layer : map.layers()) named_.push_back(holds_bin_codes(layer.name));
        for (const BinLabel& label : bins.labels) append_csv_text(names_[label.code], label.name);
    }

    void append_row(std::int32_t row, std::string& out) const {
        const std::string y = position_text(map_.grid().center({row, 0}).y);
        const std::string row_text = fmt::format("{},", row);
        for (const ColumnSpan& run : map_.presence().runs(row)) {
            for (std::int32_t col = run.begin; col < run.end; ++col) {
                const std::size_t cell = map_.grid().cell({row, col});
                out += row_text;
                append_csv_number(out, col);
                out += ',';
                append_place({row, col}, y, out);
                out += ',';
                out += bins_.codes.empty() ? measured_only(cell) : texts_[bins_.codes[cell]];
                for (std::size_t i = 0; i < named_.size(); ++i) {
                    out += ',';
                    append_value(map_.layers()[i], named_[i], cell, out);
                }
                out += '\n';
            }
        }
    }

  private:
    /// A number, or the name of a bin.
    void append_value(const Layer& layer, bool named, std::size_t cell, std::string& out) const {
        const float value = layer.values[cell];
        if (std::isnan(value)) return;
        if (named)
            out += names_.at(static_cast<std::size_t>(value));
        else
            append_csv_number(out, value);
    }
    void append_place(DieIndex die, const std::string& row_y, std::string& out) const {
        if (!map_.grid().steps.staggered()) {
            out += xs_[static_cast<std::size_t>(die.col)];
            out += ',';
            out += row_y;
            return;
        }
        const WaferPoint at = map_.grid().center(die);
        out += position_text(at.x) + ',' + position_text(at.y);
    }
    [[nodiscard]] std::string_view measured_only(std::size_t cell) const {
        const bool measured = std::ranges::any_of(
            map_.layers(), [cell](const Layer& layer) { return !std::isnan(layer.values[cell]); });
        return measured ? "1,," : "0,,";
    }

    const DieMap& map_;
    const BinColumn& bins_;
    BinTexts texts_;
    std::vector<std::string> xs_;  // by column
    std::vector<bool> named_;      // of each layer: its values are bin codes
    std::array<std::string, 256> names_;
};

}  // namespace

void write_map_csv(const std::filesystem::path& path, const DieMap& map, const BinColumn& bins) {
    const RowFormatter formatter(map, bins);
    AtomicFile file(path);
    file.write(header_of(map));
    // Blocks of rows are formatted on all cores and written in order; the bytes don't depend on how many
    // there are.
    constexpr std::size_t kRowsPerBlock = 8;
    constexpr std::size_t kBlocksAtOnce = 64;
    std::vector<std::string> texts(kBlocksAtOnce);
    const auto rows = static_cast<std::size_t>(map.grid().rows);
    for (std::size_t first = 0; first < rows; first += kRowsPerBlock * kBlocksAtOnce) {
        const std::size_t count = std::min(kRowsPerBlock * kBlocksAtOnce, rows - first);
        parallel_blocks(count, kRowsPerBlock, [&](std::size_t begin, std::size_t end) {
            std::string& text = texts[begin / kRowsPerBlock];
            text.clear();
            for (std::size_t row = begin; row < end; ++row) {
                formatter.append_row(static_cast<std::int32_t>(first + row), text);
            }
        });
        for (std::size_t begin = 0; begin < count; begin += kRowsPerBlock)
            file.write(texts[begin / kRowsPerBlock]);
    }
    file.commit();
}

}  // namespace waferglow
