// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "libinspect/formats/byte_stream.h"
#include "libinspect/formats/csv_reader.h"
#include "libinspect/formats/internal/length_unit.h"
#include "libinspect/formats/internal/text_scan.h"
#include "libinspect/formats/sinf.h"

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::string_view kRowKey = "RowData:";

bool all_are(std::string_view text, char c) {
    return std::ranges::all_of(text, [c](char each) { return each == c; });
}

class SinfReader {
  public:
    explicit SinfReader(const std::filesystem::path& path) : path_(path), finder_(map_.bins) {}

    BinMap read() {
        const std::string text = read_text(path_);
        LineScanner lines(text);
        for (std::string_view line; lines.next(line);) {
            line_ = lines.number();
            line = without_blanks(line);
            if (line.size() >= kRowKey.size() && same_word(line.substr(0, kRowKey.size()), kRowKey)) {
                row(line.substr(kRowKey.size()));
            } else if (!line.empty()) {
                header(line);
            }
        }
        finish();
        return std::move(map_);
    }

  private:
    [[noreturn]] void fail(std::string_view what) const {
        throw Error(ErrorKind::input, fmt::format("{} line {}: {}", path_.string(), line_, what));
    }
    void warn(std::string text) { add_warning(map_.warnings, std::move(text)); }

    void header(std::string_view line) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) {
            warn(fmt::format("line {}: {} is no KEY:VALUE; skipped", line_, in_quotes(line)));
            return;
        }
        const std::string_view key = without_blanks(line.substr(0, colon));
        const std::string_view value = without_blanks(line.substr(colon + 1));
        if (same_word(key, "DEVICE")) map_.device_id = value;
        if (same_word(key, "LOT")) map_.lot_id = value;
        if (same_word(key, "WAFER")) map_.wafer_id = value;
        if (same_word(key, "FNLOC")) flat(value);
        if (same_word(key, "ROWCT")) stated_rows_ = count("ROWCT", value);
        if (same_word(key, "COLCT")) stated_cols_ = count("COLCT", value);
        if (same_word(key, "DIECT")) stated_dies_ = count("DIECT", value);
        if (same_word(key, "BCEQU")) passing(value);
        if (same_word(key, "DUTMS")) unit_ = value;
        if (same_word(key, "XDIES")) step_x_ = value;
        if (same_word(key, "YDIES")) step_y_ = value;
    }

    std::optional<std::int64_t> count(std::string_view key, std::string_view value) {
        const auto number = parse_whole<std::int64_t>(value);
        if (!number && !value.empty())
            warn(fmt::format("{} {} is not a whole number; the rows are counted", key, in_quotes(value)));
        return number;
    }

    void flat(std::string_view value) {
        const auto degrees = parse_whole<int>(value);
        const bool known = degrees && *degrees >= 0 && *degrees <= 360 && *degrees % 90 == 0;
        if (known) map_.flat_deg = *degrees % 360;
        if (!known)
            warn(fmt::format("FNLOC {} is not 0, 90, 180 or 270; the flat is taken to lie down (180)",
                             in_quotes(value)));
    }

    void passing(std::string_view value) {
        for (std::size_t at = 0; at < value.size();) {
            const std::size_t from = value.find_first_not_of(" \t,;", at);
            if (from == std::string_view::npos) break;
            at = std::min(value.find_first_of(" \t,;", from), value.size());
            passing_.emplace_back(value.substr(from, at - from));
        }
    }

    void row(std::string_view text) {
        std::size_t cols = 0;
        const char* at = text.data();
        const char* const end = at + text.size();
        while (at != end) {
            while (at != end && is_blank(*at)) ++at;
            const char* const from = at;
            while (at != end && !is_blank(*at)) ++at;
            if (at != from) cell({from, static_cast<std::size_t>(at - from)}, ++cols);
        }
        if (map_.rows == 0) {
            map_.cols = static_cast<std::int32_t>(cols);
        } else if (cols != static_cast<std::size_t>(map_.cols)) {
            fail(fmt::format("{} dies in this row, {} in those before; is the file cut off or edited?", cols,
                             map_.cols));
        }
        ++map_.rows;
    }

    void cell(std::string_view code, std::size_t col) {
        if (width_ == 0) width_ = code.size();
        if (code.size() != width_ || width_ > 8) {
            fail(fmt::format("code {} in column {} is {} characters long, others {}; is the file cut off?",
                             in_quotes(code), col, code.size(), width_));
        }
        const bool no_die = code.front() == '_' && all_are(code, '_');
        map_.cells.push_back(no_die ? kNoDieCell : bin_of(code));
    }

    std::uint16_t bin_of(std::string_view code) {
        try {
            return finder_.find(code);
        } catch (const Error& error) {  // too many bins: a fault of the file, not of who asked for it
            fail(error.what());
        }
    }

    void finish() {
        if (map_.rows == 0 || map_.cols == 0)
            fail("the file ends without a RowData line; is it a SINF map, is it whole?");
        if (stated_rows_ && *stated_rows_ > map_.rows) {
            fail(fmt::format("ROWCT states {} rows and there are {}; the file is cut off, or correct ROWCT",
                             *stated_rows_, map_.rows));
        }
        if (stated_rows_ && *stated_rows_ < map_.rows) {
            warn(
                fmt::format("ROWCT states {} rows and there are {}; all are read", *stated_rows_, map_.rows));
        }
        if (stated_cols_ && *stated_cols_ != map_.cols) {
            warn(fmt::format("COLCT states {} columns and every row has {}; all are read", *stated_cols_,
                             map_.cols));
        }
        name_bins();
        check_dies();
        steps();
    }

    /// Which bins pass: those of BCEQU, as text or as the same hexadecimal number.
    void name_bins() {
        const bool none = passing_.empty();
        if (none) warn("BCEQU names no code; 00 to 0A are taken as good, as is custom");
        const auto number_of = [](std::string_view code) { return parse_whole<std::uint32_t>(code, 16); };
        for (MapBin& bin : map_.bins) {
            const auto number = number_of(bin.code);
            const bool listed = std::ranges::any_of(passing_, [&](const std::string& code) {
                return code == bin.code || (number && number_of(code) == number);
            });
            if (all_are(bin.code, '@')) {
                bin.name = "not measured";
            } else if (listed || (none && number && *number <= 0x0A)) {
                bin.pass = 1;
            } else if (width_ == 2 && number && *number >= 0xFD) {
                bin.name = *number == 0xFF ? "reference" : "edge";
                bin.kind = *number == 0xFF ? CellKind::pcm : CellKind::none;
                warn(fmt::format("the cells with code {} are taken for {}, which have no verdict",
                                 in_quotes(bin.code), *number == 0xFF ? "reference dies" : "edge dies"));
            } else if (number) {
                bin.pass = 0;
            } else {
                warn(fmt::format("code {} is not in BCEQU and no number; its dies have no verdict",
                                 in_quotes(bin.code)));
            }
        }
        for (const std::string& code : passing_) {
            const auto used = [&](const MapBin& bin) {
                return bin.code == code || (number_of(code) && number_of(bin.code) == number_of(code));
            };
            if (std::ranges::none_of(map_.bins, used))
                warn(fmt::format("BCEQU names {}, which no die has", in_quotes(code)));
        }
    }

    void check_dies() {
        std::int64_t dies = 0;
        for (const std::int64_t each : map_.count()) dies += each;
        if (stated_dies_ && *stated_dies_ != dies) {
            warn(fmt::format("DIECT states {} dies and there are {}; all are read", *stated_dies_, dies));
        }
    }

    void steps() {
        const auto x = parse_number(step_x_);
        const auto y = parse_number(step_y_);
        const double um = length_unit_um(unit_);
        const bool known = x && y && *x > 0.0 && *y > 0.0 && um > 0.0;
        if (known) {
            map_.pitch_x_um = *x * um;
            map_.pitch_y_um = *y * um;
        } else if (!step_x_.empty() || !step_y_.empty()) {
            warn(fmt::format(
                "XDIES {}, YDIES {} in DUTMS {} are no steps; the pitch is not known from this file",
                in_quotes(step_x_), in_quotes(step_y_), in_quotes(unit_)));
        }
    }

    std::filesystem::path path_;
    BinMap map_;
    BinFinder finder_;
    std::int64_t line_ = 0;
    std::size_t width_ = 0;  // characters of a code
    std::optional<std::int64_t> stated_rows_;
    std::optional<std::int64_t> stated_cols_;
    std::optional<std::int64_t> stated_dies_;
    std::vector<std::string> passing_;
    std::string unit_ = "mm";
    std::string step_x_;
    std::string step_y_;
};

}  // namespace

BinMap read_sinf(const std::filesystem::path& path) {
    return SinfReader(path).read();
}

}  // namespace waferglow
