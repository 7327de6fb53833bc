// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/csv_text.h"
#include "libinspect/formats/sinf.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// One line without the characters that end it.
std::string line_text(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return c == '\r' || c == '\n'; }, ' ');
    return text;
}

std::string header_of(const BinMap& map, std::int64_t dies) {
    std::string passing;
    for (const MapBin& bin : map.bins) {
        if (bin.pass == 1) passing += (passing.empty() ? "" : " ") + bin.code;
    }
    std::string out;
    out += fmt::format("DEVICE:{}\nLOT:{}\nWAFER:{}\n", line_text(map.device_id), line_text(map.lot_id),
                       line_text(map.wafer_id));
    out += fmt::format("FNLOC:{}\nROWCT:{}\nCOLCT:{}\nBCEQU:{}\n", map.flat_deg, map.rows, map.cols, passing);
    out += "REFPX:0\nREFPY:0\nDUTMS:mm\nXDIES:";
    append_csv_number(out, map.pitch_x_um / 1000.0);
    out += "\nYDIES:";
    append_csv_number(out, map.pitch_y_um / 1000.0);
    out += fmt::format("\nDIECT:{}\n", dies);
    if (!map.time.empty()) out += fmt::format("COMMENT:{}\n", line_text(map.time));
    return out;
}

}  // namespace

void write_sinf(const std::filesystem::path& path, const BinMap& map) {
    std::int64_t dies = 0;
    const std::vector<std::int64_t> counts = map.count();
    for (std::size_t i = 0; i < counts.size(); ++i) dies += map.bins[i].kind == CellKind::die ? counts[i] : 0;
    for (const MapBin& bin : map.bins) {
        if (bin.code.size() == 2 && bin.code != "__") continue;
        throw Error(ErrorKind::usage,
                    fmt::format("SINF: bin code {} is not two characters long", in_quotes(bin.code)));
    }
    AtomicFile file(path);
    file.write(header_of(map, dies));
    std::string line;
    for (std::int32_t row = 0; row < map.rows; ++row) {
        line = "RowData:";
        for (std::int32_t col = 0; col < map.cols; ++col) {
            if (col != 0) line += ' ';
            const std::uint16_t cell = map.cell(row, col);
            const bool is_die = cell != kNoDieCell && map.bins[cell].kind == CellKind::die;
            line += !is_die ? std::string_view("__") : std::string_view(map.bins[cell].code);
        }
        line += '\n';
        file.write(line);
    }
    file.commit();
}

}  // namespace waferglow
