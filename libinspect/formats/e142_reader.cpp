// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/csv_reader.h"
#include "libinspect/formats/e142.h"
#include "libinspect/formats/internal/length_unit.h"
#include "libinspect/formats/internal/text_scan.h"
#include "libinspect/formats/internal/xml_document.h"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

std::size_t code_width(std::string_view bin_type) {
    if (same_word(bin_type, "Ascii")) return 1;
    if (same_word(bin_type, "Decimal")) return 3;
    if (same_word(bin_type, "HexaDecimal")) return 2;
    if (same_word(bin_type, "Integer2")) return 4;
    return 0;
}

/// Qualities of cells that nobody judges; one that is left out says as much.
bool has_no_verdict(std::string_view quality) {
    constexpr std::array<std::string_view, 8> kKnown{"",     "Skip", "Reference", "Ref",
                                                     "Null", "PCM",  "Edge",      "Other"};
    return std::ranges::any_of(kKnown,
                               [quality](std::string_view known) { return same_word(quality, known); });
}

bool says(std::string_view text, std::string_view word) {
    return std::ranges::search(text, word, {}, [](char c) {
               return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
           }).begin() != text.end();
}

/// What lies in the cells of a bin. Pass, Fail and Skip are dies whatever they are called.
CellKind kind_of(std::string_view quality, std::string_view name) {
    if (same_word(quality, "Null") || same_word(quality, "Edge")) return CellKind::none;
    if (!same_word(quality, "Reference") && !quality.empty()) return CellKind::die;
    if (says(name, "mark") || says(name, "align")) return CellKind::mark;
    const bool reference = same_word(quality, "Reference") || says(name, "pcm") || says(name, "teg") ||
                           says(name, "test structure");
    return reference ? CellKind::pcm : CellKind::die;
}

/// One BinCode of a Coordinate map.
struct PlacedCode {
    std::int32_t x;
    std::int32_t y;
    std::uint16_t bin;
};

/// Reads the map of one SubstrateMap.
class SubstrateReader {
  public:
    SubstrateReader(const XmlDocument& xml, pugi::xml_node substrate_map) : xml_(xml), node_(substrate_map) {}

    BinMap read(pugi::xml_node bin_code_map, std::size_t other_overlays) {
        map_.wafer_id = attribute_of(node_, "SubstrateId");
        if (other_overlays > 0)
            warn(fmt::format("{} more overlays with bins or other maps are not read", other_overlays));
        orientation();
        substrate();
        layout();
        codes(bin_code_map);
        return std::move(map_);
    }

  private:
    void warn(std::string text) { add_warning(map_.warnings, std::move(text)); }

    /// Orientation is how far the substrate is turned in the drawing; 0: flat or notch down.
    void orientation() {
        const std::string_view text = attribute_of(node_, "Orientation");
        const auto degrees = parse_whole<int>(text.empty() ? "0" : text);
        if (!degrees || *degrees < 0 || *degrees > 360 || *degrees % 90 != 0) {
            warn(fmt::format("Orientation {} is not 0, 90, 180 or 270; the flat is taken to lie down",
                             in_quotes(text)));
            return;
        }
        map_.flat_deg = (540 - *degrees) % 360;
        if (*degrees % 180 == 90) {
            warn(fmt::format("Orientation {}: taken as turned counter-clockwise, flat or notch at the {}",
                             *degrees, map_.flat_deg == 90 ? "right" : "left"));
        }
    }

    void substrate() {
        const pugi::xml_node list = child_of(xml_.root(), "Substrates");
        for (pugi::xml_node each = child_of(list, "Substrate"); each; each = next_of(each, "Substrate")) {
            if (attribute_of(each, "SubstrateId") != map_.wafer_id) continue;
            map_.lot_id = text_of(child_of(each, "LotId"));
            return;
        }
    }

    void layout() {
        std::string_view id = attribute_of(node_, "LayoutSpecifier");
        id = id.substr(id.find_last_of('/') == std::string_view::npos ? 0 : id.find_last_of('/') + 1);
        const pugi::xml_node list = child_of(xml_.root(), "Layouts");
        for (pugi::xml_node each = child_of(list, "Layout"); each; each = next_of(each, "Layout")) {
            if (attribute_of(each, "LayoutId") == id) read_layout(each);
        }
    }

    void read_layout(pugi::xml_node layout) {
        map_.device_id = text_of(child_of(layout, "ProductId"));
        const auto pair = [](pugi::xml_node node) {
            return std::pair{parse_number(attribute_of(node, "X")).value_or(0.0),
                             parse_number(attribute_of(node, "Y")).value_or(0.0)};
        };
        const auto [cols, rows] = pair(child_of(layout, "Dimension"));
        stated_cols_ = cols;
        stated_rows_ = rows;
        const double um = length_unit_um(attribute_of(layout, "DefaultUnits"));
        const auto [step_x, step_y] = pair(child_of(layout, "StepSize"));
        const auto [die_x, die_y] = pair(child_of(layout, "DeviceSize"));
        if (um == 0.0 && (step_x > 0.0 || die_x > 0.0))
            warn("the unit of StepSize and DeviceSize is not known; they are left out");
        map_.die_width_um = die_x * um;
        map_.die_height_um = die_y * um;
        if (step_x < die_x || step_y < die_y || step_x < 0.0 || step_y < 0.0) {
            if (step_x != 0.0)
                warn(fmt::format(
                    "StepSize {} x {} is smaller than the device and can't be its pitch; it is left out",
                    step_x, step_y));
        } else {
            map_.pitch_x_um = step_x * um;
            map_.pitch_y_um = step_y * um;
        }
    }

    void codes(pugi::xml_node bins) {
        null_ = attribute_of(bins, "NullBin");
        definitions(bins);
        width_ = code_width(attribute_of(bins, "BinType"));
        if (width_ == 0) {
            width_ = null_.size();
            warn(fmt::format("BinType {} is not known; codes are as wide as NullBin {}",
                             in_quotes(attribute_of(bins, "BinType")), in_quotes(null_)));
        }
        if (null_.empty()) warn("there is no NullBin; every cell is taken as a die");
        const pugi::xml_node first = child_of(bins, "BinCode");
        if (!first) throw xml_.error_at(bins, "there is no BinCode in this map; is the file whole?");
        const bool placed = first.attribute("X") && first.attribute("Y");
        BinFinder finder(map_.bins);
        try {
            placed ? coordinate_map(first, finder) : lines_of_codes(first, finder);
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::input) throw;
            throw xml_.error_at(current_, error.what());
        }
        check(bins);
    }

    /// A code may be defined several times, with its quality only once: what is said later does not blot out
    /// what was said before.
    void definitions(pugi::xml_node bins) {
        const pugi::xml_node list = child_of(bins, "BinDefinitions");
        pugi::xml_node each = list ? child_of(list, "BinDefinition") : child_of(bins, "BinDefinition");
        for (; each; each = next_of(each, "BinDefinition")) {
            const std::string_view code = attribute_of(each, "BinCode");
            if (code == null_ && !null_.empty()) continue;
            if (code.empty()) {
                warn("a BinDefinition without a BinCode is left out");
                continue;
            }
            define(code, each);
        }
    }

    void define(std::string_view code, pugi::xml_node definition) {
        const std::string_view quality = attribute_of(definition, "BinQuality");
        std::uint8_t pass = kNoVerdict;
        if (same_word(quality, "Pass")) pass = 1;
        if (same_word(quality, "Fail")) pass = 0;
        if (pass == kNoVerdict && !has_no_verdict(quality)) {
            warn(
                fmt::format("BinQuality {} of bin code {} is neither Pass nor Fail; its dies have no verdict",
                            in_quotes(quality), in_quotes(code)));
        }
        const std::int64_t stated =
            parse_whole<std::int64_t>(attribute_of(definition, "BinCount")).value_or(-1);
        const std::string_view name = attribute_of(definition, "BinDescription");
        auto bin = std::ranges::find(map_.bins, code, &MapBin::code);
        if (bin == map_.bins.end()) {
            if (map_.bins.size() >= kNoDieCell) throw xml_.error_at(definition, "more than 65,534 bins");
            map_.bins.push_back({std::string(code), std::string(name), pass, stated, kind_of(quality, name)});
            return;
        }
        if (bin->name.empty()) bin->name = name;
        if (bin->stated_dies < 0) bin->stated_dies = stated;
        const bool conflict = bin->pass != kNoVerdict && pass != kNoVerdict && bin->pass != pass;
        warn(conflict
                 ? fmt::format("bin code {} is defined as both Pass and Fail; the first definition counts",
                               in_quotes(code))
                 : fmt::format("bin code {} is defined more than once; the definitions are joined",
                               in_quotes(code)));
        if (bin->pass == kNoVerdict) bin->pass = pass;
        if (bin->kind == CellKind::die) bin->kind = kind_of(quality, name);
    }

    void lines_of_codes(pugi::xml_node first, BinFinder& finder) {
        const std::string_view origin = attribute_of(node_, "OriginLocation");
        if (origin.find("Upper") == std::string_view::npos) {
            warn(fmt::format("OriginLocation {}: the first line of codes is taken as the top one, as drawn",
                             in_quotes(origin.empty() ? "LowerLeft" : origin)));
        }
        for (current_ = first; current_; current_ = next_of(current_, "BinCode")) {
            const std::size_t before = map_.cells.size();
            line_of_codes(text_of(current_), finder);
            const std::size_t cols = map_.cells.size() - before;
            if (map_.rows == 0) map_.cols = static_cast<std::int32_t>(cols);
            if (cols != static_cast<std::size_t>(map_.cols)) {
                throw xml_.error_at(current_,
                                    fmt::format("{} codes in this row, {} in those before", cols, map_.cols));
            }
            ++map_.rows;
        }
    }

    void line_of_codes(std::string_view line, BinFinder& finder) {
        if (width_ > 1 && line.find_first_of(" \t") != std::string_view::npos) {
            for (std::size_t at = 0; at < line.size();) {  // some writers put blanks between codes
                const std::size_t stop = std::min(line.find_first_of(" \t\r\n", at), line.size());
                if (stop != at) add(line.substr(at, stop - at), finder);
                at = stop + 1;
            }
            return;
        }
        if (width_ == 0 || line.size() % width_ != 0) {
            throw xml_.error_at(current_, fmt::format("a row of {} characters is no row of codes of {} each",
                                                      line.size(), width_));
        }
        for (std::size_t at = 0; at < line.size(); at += width_) add(line.substr(at, width_), finder);
    }

    void add(std::string_view code, BinFinder& finder) {
        map_.cells.push_back(code == null_ ? kNoDieCell : finder.find(code));
    }

    void coordinate_map(pugi::xml_node first, BinFinder& finder) {
        std::vector<PlacedCode> placed;
        for (current_ = first; current_; current_ = next_of(current_, "BinCode")) {
            const auto x = parse_whole<std::int32_t>(attribute_of(current_, "X"));
            const auto y = parse_whole<std::int32_t>(attribute_of(current_, "Y"));
            if (!x || !y)
                throw xml_.error_at(current_, "a BinCode of a coordinate map without whole numbers X and Y");
            const std::string code = text_of(current_);
            if (code != null_) placed.push_back({*x, *y, finder.find(code)});
        }
        current_ = first;
        place(placed);
    }

    /// Puts codes into the rectangle that holds them, turned so that x runs right and y down.
    void place(const std::vector<PlacedCode>& placed) {
        if (placed.empty()) throw xml_.error_at(current_, "this coordinate map holds no device");
        const std::string_view axis = attribute_of(node_, "AxisDirection");
        const bool left = axis.find("Left") != std::string_view::npos;
        const bool down = axis.find("Down") != std::string_view::npos;
        const auto [x_min, x_max] = std::ranges::minmax(placed, {}, &PlacedCode::x);
        const auto [y_min, y_max] = std::ranges::minmax(placed, {}, &PlacedCode::y);
        const std::int64_t cols = std::int64_t{x_max.x} - x_min.x + 1;
        const std::int64_t rows = std::int64_t{y_max.y} - y_min.y + 1;
        const std::int64_t sensible =
            std::max<std::int64_t>(1 << 26, 64 * static_cast<std::int64_t>(placed.size()));
        if (cols > std::numeric_limits<std::int32_t>::max() ||
            rows > std::numeric_limits<std::int32_t>::max() || rows > sensible / cols) {
            throw xml_.error_at(
                current_,
                fmt::format("coordinates X {} to {}, Y {} to {} span far more than {} devices; correct them",
                            x_min.x, x_max.x, y_min.y, y_max.y, placed.size()));
        }
        map_.rows = static_cast<std::int32_t>(rows);
        map_.cols = static_cast<std::int32_t>(cols);
        map_.cells.assign(static_cast<std::size_t>(rows * cols), kNoDieCell);
        std::int64_t repeated = 0;
        for (const PlacedCode& each : placed) {
            const std::int64_t col = left ? std::int64_t{x_max.x} - each.x : std::int64_t{each.x} - x_min.x;
            const std::int64_t row = down ? std::int64_t{each.y} - y_min.y : std::int64_t{y_max.y} - each.y;
            std::uint16_t& cell = map_.cells[static_cast<std::size_t>(row * cols + col)];
            if (cell != kNoDieCell) ++repeated;
            cell = each.bin;
        }
        warn(fmt::format("coordinate map: X {}, Y {} is row 0, column 0", left ? x_max.x : x_min.x,
                         down ? y_min.y : y_max.y));
        if (repeated > 0)
            warn(fmt::format("{} devices are listed more than once; the last entry counts", repeated));
    }

    void check(pugi::xml_node bins) {
        if (map_.cols == 0) throw xml_.error_at(bins, "the rows of this map are empty");
        const bool other_size = stated_cols_ > 0 && (stated_cols_ != map_.cols || stated_rows_ != map_.rows);
        if (other_size) {
            warn(fmt::format(
                "the layout's Dimension states {} x {} devices and the map has {} x {}; the map counts",
                stated_cols_, stated_rows_, map_.cols, map_.rows));
        }
        const std::vector<std::int64_t> dies = map_.count();
        for (std::size_t i = 0; i < dies.size(); ++i) {
            const MapBin& bin = map_.bins[i];
            if (bin.stated_dies >= 0 && bin.stated_dies != dies[i]) {
                warn(fmt::format("BinCount of {} states {} and the map has {}", in_quotes(bin.code),
                                 bin.stated_dies, dies[i]));
            }
            if (bin.name.empty() && bin.pass == kNoVerdict && bin.stated_dies < 0) {
                warn(fmt::format("code {} is not defined; its {} devices have no verdict",
                                 in_quotes(bin.code), dies[i]));
            }
        }
    }

    const XmlDocument& xml_;
    pugi::xml_node node_;
    pugi::xml_node current_;  // the BinCode being read, for errors
    BinMap map_;
    std::string_view null_;
    std::size_t width_ = 0;
    double stated_cols_ = 0.0;
    double stated_rows_ = 0.0;
};

}  // namespace

std::vector<BinMap> read_e142(const std::filesystem::path& path) {
    const XmlDocument xml(path);
    if (local_name(xml.root()) != "MapData") {
        throw xml.error_at(xml.root(),
                           fmt::format("the root element is {}, that of a SEMI E142 file is MapData",
                                       in_quotes(xml.root().name())));
    }
    std::vector<BinMap> maps;
    const pugi::xml_node list = child_of(xml.root(), "SubstrateMaps");
    for (pugi::xml_node each = child_of(list, "SubstrateMap"); each; each = next_of(each, "SubstrateMap")) {
        pugi::xml_node bins;
        std::size_t others = 0;
        for (pugi::xml_node overlay = child_of(each, "Overlay"); overlay;
             overlay = next_of(overlay, "Overlay")) {
            const pugi::xml_node found = child_of(overlay, "BinCodeMap");
            if (!bins && found) {
                bins = found;
            } else {
                ++others;
            }
        }
        if (bins) maps.push_back(SubstrateReader(xml, each).read(bins, others));
    }
    if (maps.empty())
        throw xml.error_at(xml.root(), "there is no SubstrateMap with a BinCodeMap in this file");
    return maps;
}

}  // namespace waferglow
