// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/demura_file.h"

#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/formats/internal/csv_text.h"
#include "libinspect/formats/internal/png_writer.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr float kUnitGain = 32768.0F;
constexpr float kGainEnd = 2.0F - 0.5F / kUnitGain;  // from here on 16 bits don't hold it

void check_table(const DemuraTable& table) {
    const std::size_t cells = static_cast<std::size_t>(table.rows) * static_cast<std::size_t>(table.cols);
    const bool fits = table.rows > 0 && table.cols > 0 && !table.gains.empty() &&
                      table.gains.size() == table.sub_pixels.size() &&
                      std::ranges::all_of(table.gains, [cells](const std::vector<float>& plane) {
                          return plane.size() == cells;
                      });
    if (!fits)
        throw Error(ErrorKind::usage,
                    fmt::format("demura table: {} planes of gains don't fit {} x {} pixels of "
                                "{} sub-pixels",
                                table.gains.size(), table.rows, table.cols, table.sub_pixels.size()));
    for (std::size_t i = 0; i < table.gains.size(); ++i) {
        for (const float gain : table.gains[i]) {
            if (!(gain >= 0.0F && gain < kGainEnd))
                throw Error(ErrorKind::usage,
                            fmt::format("demura table: gain {} of a sub-pixel '{}' is not from 0 to below 2",
                                        gain, table.sub_pixels[i]));
        }
    }
}

}  // namespace

void write_demura(const std::filesystem::path& path, const DemuraTable& table) {
    if (path.extension() == ".csv") return write_demura_csv(path, table);
    write_demura_png(path, table);
}

void write_demura_png(const std::filesystem::path& path, const DemuraTable& table) {
    check_table(table);
    const std::size_t channels = table.gains.size();
    if (channels != 1 && channels != 3)
        throw Error(
            ErrorKind::usage,
            fmt::format("{}: a picture holds the gains of 1 or 3 sub-pixels a pixel, the module has {}; "
                        "name a file that ends in .csv",
                        path.string(), channels));
    std::vector<std::uint16_t> values(table.gains.front().size() * channels);
    for (std::size_t c = 0; c < channels; ++c) {
        for (std::size_t i = 0; i < table.gains[c].size(); ++i)
            values[i * channels + c] = static_cast<std::uint16_t>(std::lround(kUnitGain * table.gains[c][i]));
    }
    AtomicFile file(path);
    file.write(png16_bytes(values, table.cols, table.rows, static_cast<int>(channels)));
    file.commit();
}

void write_demura_csv(const std::filesystem::path& path, const DemuraTable& table) {
    check_table(table);
    AtomicFile file(path);
    file.write("row,col,subpixel,gain\n");
    std::size_t cell = 0;
    for (std::int32_t row = 0; row < table.rows; ++row) {
        std::string lines;
        for (std::int32_t col = 0; col < table.cols; ++col, ++cell) {
            for (std::size_t c = 0; c < table.gains.size(); ++c) {
                lines += fmt::format("{},{},", row, col);
                append_csv_text(lines, table.sub_pixels[c]);
                lines += fmt::format(",{}\n", table.gains[c][cell]);
            }
        }
        file.write(lines);
    }
    file.commit();
}

}  // namespace waferglow
