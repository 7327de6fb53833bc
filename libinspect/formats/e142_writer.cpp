// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/formats/e142.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/csv_text.h"
#include "libinspect/formats/internal/text_scan.h"

#include <set>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::string_view kNull = "FF";

struct SubstrateNames {
    const char* type;
    const char* layout;
};

SubstrateNames names_of(MapSubstrate substrate) {
    return substrate == MapSubstrate::wafer ? SubstrateNames{"Wafer", "WaferLayout"}
                                            : SubstrateNames{"Panel", "PanelLayout"};
}

/// Text for an attribute or an element; what XML can't hold becomes '?'.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += static_cast<unsigned char>(c) < ' ' ? '?' : c;
        }
    }
    return out;
}

bool is_code(std::string_view text) {
    return text.size() == 2 && parse_whole<std::uint8_t>(text, 16).has_value() && text != kNull;
}

/// The code that each bin is written with.
std::vector<std::string> codes_of(const BinMap& map) {
    std::set<std::string, std::less<>> used;
    for (const MapBin& bin : map.bins) {
        if (is_code(bin.code) && !used.insert(bin.code).second) {
            throw Error(ErrorKind::usage,
                        fmt::format("E142: two bins have the code {}", in_quotes(bin.code)));
        }
    }
    std::vector<std::string> codes;
    int free = 0xFE;
    for (const MapBin& bin : map.bins) {
        if (is_code(bin.code)) {
            codes.push_back(bin.code);
            continue;
        }
        while (free >= 0 && used.contains(fmt::format("{:02X}", free))) --free;
        if (free < 0) throw Error(ErrorKind::usage, "E142: more than 255 bins");
        codes.push_back(fmt::format("{:02X}", free--));
    }
    return codes;
}

std::string pair_of(const char* name, double x_um, double y_um) {
    std::string out = fmt::format("<{} X=\"", name);
    append_csv_number(out, x_um / 1000.0);
    out += "\" Y=\"";
    append_csv_number(out, y_um / 1000.0);
    return out + "\"/>\n";
}

std::string head_of(const BinMap& map) {
    const std::string wafer = escaped(map.wafer_id);
    const SubstrateNames kind = names_of(map.substrate);
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<MapData xmlns=\"urn:semi-org:xsd.E142-1.V1005.SubstrateMap\">\n"
        "<Layouts>\n"
        "<Layout LayoutId=\"";
    out += kind.layout;
    out += "\" DefaultUnits=\"mm\" TopLevel=\"true\">\n<Dimension X=\"1\" Y=\"1\"/>\n";
    if (map.substrate == MapSubstrate::panel)
        out += pair_of("DeviceSize", map.cols * map.pitch_x_um, map.rows * map.pitch_y_um);
    if (map.diameter_mm > 0.0)
        out += pair_of("DeviceSize", 1000.0 * map.diameter_mm, 1000.0 * map.diameter_mm);
    out += "<ChildLayouts>\n<ChildLayout LayoutId=\"Devices\"/>\n</ChildLayouts>\n</Layout>\n";
    out += fmt::format("<Layout LayoutId=\"Devices\" DefaultUnits=\"mm\">\n<Dimension X=\"{}\" Y=\"{}\"/>\n",
                       map.cols, map.rows);
    if (map.die_width_um > 0.0) out += pair_of("DeviceSize", map.die_width_um, map.die_height_um);
    if (map.pitch_x_um > 0.0) out += pair_of("StepSize", map.pitch_x_um, map.pitch_y_um);
    if (!map.device_id.empty()) out += fmt::format("<ProductId>{}</ProductId>\n", escaped(map.device_id));
    out += "</Layout>\n</Layouts>\n";
    const std::vector<std::int64_t> dies = map.count();
    std::int64_t good = 0;
    for (std::size_t i = 0; i < dies.size(); ++i) good += map.bins[i].pass == 1 ? dies[i] : 0;
    out +=
        fmt::format("<Substrates>\n<Substrate SubstrateType=\"{}\" SubstrateId=\"{}\">\n", kind.type, wafer);
    if (!map.lot_id.empty()) out += fmt::format("<LotId>{}</LotId>\n", escaped(map.lot_id));
    out += fmt::format("<GoodDevices>{}</GoodDevices>\n</Substrate>\n</Substrates>\n", good);
    out += fmt::format(
        "<SubstrateMaps>\n<SubstrateMap SubstrateType=\"{}\" SubstrateId=\"{}\" "
        "LayoutSpecifier=\"{}/Devices\" "
        "SubstrateSide=\"TopSide\" Orientation=\"{}\" OriginLocation=\"UpperLeft\" "
        "AxisDirection=\"DownRight\">\n",
        kind.type, wafer, kind.layout, (540 - map.flat_deg) % 360);
    return out + fmt::format("<Overlay MapName=\"SortGrade\" MapVersion=\"{}\">\n",
                             map.time.empty() ? "1" : escaped(map.time));
}

const char* quality_of(const MapBin& bin) {
    if (bin.kind != CellKind::die) return "Reference";
    if (bin.pass == kNoVerdict) return "Skip";
    return bin.pass == 1 ? "Pass" : "Fail";
}

std::string definitions_of(const BinMap& map, const std::vector<std::string>& codes) {
    std::string out = fmt::format(
        "<BinCodeMap BinType=\"HexaDecimal\" NullBin=\"{}\" MapType=\"2DArray\">\n<BinDefinitions>\n", kNull);
    const std::vector<std::int64_t> dies = map.count();
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const MapBin& bin = map.bins[i];
        out += fmt::format(
            "<BinDefinition BinCode=\"{}\" BinCount=\"{}\" BinQuality=\"{}\" BinDescription=\"{}\"/>\n",
            codes[i], dies[i], quality_of(bin), escaped(bin.name));
    }
    return out + "</BinDefinitions>\n";
}

}  // namespace

void write_e142(const std::filesystem::path& path, const BinMap& map) {
    const std::vector<std::string> codes = codes_of(map);
    AtomicFile file(path);
    file.write(head_of(map));
    file.write(definitions_of(map, codes));
    std::string line;
    for (std::int32_t row = 0; row < map.rows; ++row) {
        line = "<BinCode>";
        for (std::int32_t col = 0; col < map.cols; ++col) {
            const std::uint16_t cell = map.cell(row, col);
            line += cell == kNoDieCell ? kNull : std::string_view(codes[cell]);
        }
        line += "</BinCode>\n";
        file.write(line);
    }
    file.write("</BinCodeMap>\n</Overlay>\n</SubstrateMap>\n</SubstrateMaps>\n</MapData>\n");
    file.commit();
}

}  // namespace waferglow
