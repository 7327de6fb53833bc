// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_wafer.h"

#include "libinspect/finding/finding_kinds.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace waferglow::test {

namespace {

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
    return std::ranges::equal(a, b, [](float x, float y) {
        return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
    });
}

bool same_table(const DieTable& a, const DieTable& b) {
    return a.row == b.row && a.col == b.col &&
           std::ranges::equal(a.columns, b.columns, [](const StoredColumn& x, const StoredColumn& y) {
               return x.name == y.name && x.unit == y.unit && x.title == y.title &&
                      same_bits(x.values, y.values);
           });
}

bool same_findings(const std::vector<FindingList>& a, const std::vector<FindingList>& b) {
    return std::ranges::equal(a, b, [](const FindingList& x, const FindingList& y) {
        return x.kind == y.kind &&
               std::ranges::equal(x.findings, y.findings, [](const Finding& f, const Finding& g) {
                   return f.number == g.number && f.code == g.code && f.place == g.place &&
                          f.dies == g.dies && f.on == g.on;
               });
    });
}

bool same_layers(const DieMap& a, const DieMap& b) {
    return std::ranges::equal(a.layers(), b.layers(), [](const Layer& x, const Layer& y) {
        return x.name == y.name && x.unit == y.unit && x.title == y.title && same_bits(x.values, y.values);
    });
}

void fill_maps(WaferFile& file) {
    const DieGrid& grid = file.map.grid();
    file.map.add("pl_high", "DN", "PL at 30 W/cm\u00b2");
    file.map.add("pl_high_rel", "", "pl_high relative to healthy neighbours");
    file.map.add("empty", "nm", "never measured");
    file.bins.assign(grid.cells(), kNoBinCode);
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (const ColumnSpan& span : file.map.presence().runs(row)) {
            for (std::int32_t col = span.begin; col < span.end; ++col) {
                const std::size_t cell = grid.cell({row, col});
                file.map.find("pl_high")->values[cell] = sample_value(0, {row, col});
                file.map.find("pl_high_rel")->values[cell] = sample_value(1, {row, col});
                file.bins[cell] = sample_bin({row, col});
            }
        }
    }
    file.bin_table = {{1, "pass", {0, 160, 0}, true, "healthy", 0},
                      {2, "dead", {200, 0, 0}, false, "no light", 0}};
    for (StoredBin& bin : file.bin_table) bin.dies = std::ranges::count(file.bins, bin.code);
    FindingList clusters{.kind = &finding_kind(kClusters), .findings = {}};
    clusters.findings = {
        {.number = 1, .code = 2, .place = {-100.0, 250.5}, .dies = 9, .on = {10, 13, 20, 23}},
        {.number = 2, .code = 2, .place = {0.0, 0.0}, .dies = 3, .on = {40, 41, 1, 4}}};
    file.findings = {clusters};
}

}  // namespace

WaferFile sample_wafer(int rows, int cols) {
    Wafer wafer = standard_wafer(2);
    wafer.flat_exclusion_mm = 0.0;  // no die near a flat is lost: who exists is plain to any reader
    wafer.id = "W-07 \u00fc";
    wafer.edge_exclusion_mm = 10.0;
    const DieGrid grid{rows, cols, -50.0 * (cols - 1), 50.0 * (rows - 1), 100.0, 100.0, 80.0, 60.0};
    WaferFile file;
    file.map = DieMap(wafer, grid);
    fill_maps(file);
    file.camera = {2.5, 640, 480, 4095};
    file.channels = {{"pl_high", ChannelKind::pl, 30.0, 5.0}, {"pl_low", ChannelKind::pl, 1.0, 5.5}};
    file.recipe_toml = "# r\u00e9cipe\n[bins]\nweak = 0.8\n";
    file.tool = {{"camera.model", "simulated"}, {"threads", "2"}};
    Image dark(37, 21);
    for (int y = 0; y < dark.height(); ++y)
        for (int x = 0; x < dark.width(); ++x)
            dark.row(y)[x] = static_cast<std::uint16_t>(100 + y * 1000 + (x * 7) % 5);
    file.calibration = {{"dark", "dark.tif", image_digest(dark), "DN", {}, calibration_image(dark)},
                        {"flat", "flat.tif", std::string(64, 'a'), "DN", {}},
                        {"wavelength", "lamp", "", "nm", {400.0, 0.5, -1e-5}}};
    file.registration = StoredRegistration{{8.5e-4, 0.999774, 51.88, 38.85}, 0.4, 1.25, 18};
    file.ledger = {{0,
                    0,
                    "tiles/000000.tif",
                    {-5960.0, 4460.0},
                    TileStatus::written,
                    "",
                    ShiftSource::own,
                    1.5,
                    -2.5,
                    0.01,
                    812},
                   {1,
                    0,
                    "tiles/000001.tif",
                    {0.0, 4460.0},
                    TileStatus::failed,
                    "not a TIFF",
                    ShiftSource::none,
                    0.0,
                    0.0,
                    0.0,
                    0},
                   {2,
                    1,
                    "tiles/000002.tif",
                    {0.0, 0.0},
                    TileStatus::written,
                    "too dim",
                    ShiftSource::borrowed,
                    0.25,
                    0.5,
                    0.02,
                    3}};
    StoredSpectra spectra;
    spectra.wavelength_nm = {400.0, 400.5, 401.25, 402.0};
    spectra.dies.row = {0, 5, 9};
    spectra.dies.col = {7, 2, 100};
    for (int i = 0; i < 12; ++i) spectra.counts.push_back(static_cast<float>(i * 50));
    spectra.dies.columns = {{"peak_nm", "nm", "peak wavelength", {455.25F, kNoData, 401.5F}}};
    file.spectra = spectra;
    DieTable el;
    el.row = {0, 0, 1, 1};
    el.col = {3, 4, 3, 4};
    el.columns = {{"el_intensity", "", "", {0.9261F, 1.0469F, kNoData, 0.9494F}},
                  {"pass", "", "", {1.0F, 1.0F, 0.0F, 1.0F}}};
    file.el = el;
    file.correlation_json = R"({"matched": 4, "accuracy": 0.75})";
    file.log = {{"2024-05-06T07:08:09Z", "op", "inspect", "18 tiles"}};
    file.status = FileStatus::complete;
    file.program_version = "0.1.0";
    file.default_layer = "pl_high_rel";
    return file;
}

bool same_content(const WaferFile& a, const WaferFile& b) {
    const bool same_spectra = a.spectra.has_value() == b.spectra.has_value() &&
                              (!a.spectra || (a.spectra->wavelength_nm == b.spectra->wavelength_nm &&
                                              same_bits(a.spectra->counts, b.spectra->counts) &&
                                              same_table(a.spectra->dies, b.spectra->dies)));
    const bool same_el = a.el.has_value() == b.el.has_value() && (!a.el || same_table(*a.el, *b.el));
    return a.map.wafer() == b.map.wafer() && a.map.grid() == b.map.grid() && same_layers(a.map, b.map) &&
           a.camera == b.camera && a.channels == b.channels && a.recipe_toml == b.recipe_toml &&
           a.tool == b.tool && a.calibration == b.calibration && a.registration == b.registration &&
           a.bins == b.bins && a.bin_table == b.bin_table && same_findings(a.findings, b.findings) &&
           a.ledger == b.ledger && same_spectra && same_el && a.correlation_json == b.correlation_json &&
           a.log == b.log && a.status == b.status && a.program_version == b.program_version &&
           a.default_layer == b.default_layer;
}

ScratchFolder::ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "waferglow-store-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no scratch folder");
    path_ = name;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string read_bytes(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace waferglow::test
