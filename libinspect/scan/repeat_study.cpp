// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/repeat_study.h"

#include "libinspect/base/error.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/scan/internal/distinct_scans.h"
#include "libinspect/store/wafer_file.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::uint8_t kNone = kNoBinCode;

/// What the scans say of each cell, scan after scan: bins under common codes, and pass (1) or fail (0).
struct Verdicts {
    std::size_t cells = 0;
    std::vector<std::uint8_t> bins;
    std::vector<std::uint8_t> passes;

    [[nodiscard]] bool always(std::size_t cell, bool pass) const {
        for (std::size_t at = cell; at < bins.size(); at += cells) {
            if (bins[at] == kNone || (pass && passes[at] == 0)) return false;
        }
        return true;
    }
};

class VerdictReader {
  public:
    void add(const WaferFile& file, const std::filesystem::path& path) {
        if (file.bins.empty())
            throw Error(
                ErrorKind::input,
                fmt::format("{}: no bins; judge its dies with 'waferglow-cli analyse'", path.string()));
        if (verdicts_.cells == 0) {
            grid_ = file.map.grid();
            verdicts_.cells = grid_.cells();
        } else if (!(grid_ == file.map.grid())) {
            throw Error(
                ErrorKind::input,
                fmt::format("{}: its die grid is not that of the first file; repeated scans are of one "
                            "wafer with one recipe",
                            path.string()));
        }
        std::array<std::uint8_t, 256> code{};
        std::array<std::uint8_t, 256> pass{};
        code.fill(kNone);
        pass.fill(kNone);
        for (const StoredBin& bin : file.bin_table) {
            code[bin.code] = common_code(bin.name);
            pass[bin.code] = bin.pass ? 1 : 0;
        }
        for (const std::uint8_t bin : file.bins) {
            verdicts_.bins.push_back(code[bin]);
            verdicts_.passes.push_back(pass[bin]);
        }
    }

    [[nodiscard]] const Verdicts& verdicts() const { return verdicts_; }

  private:
    std::uint8_t common_code(const std::string& name) {
        const auto found = std::ranges::find(names_, name);
        const auto code = static_cast<std::uint8_t>(found - names_.begin());
        if (found == names_.end()) names_.push_back(name);
        return code;
    }

    DieGrid grid_;
    Verdicts verdicts_;
    std::vector<std::string> names_;
};

std::vector<std::string> usual_layers(const std::filesystem::path& path) {
    const WaferFileInfo info = read_wafer_info(path);
    std::vector<std::string> names;
    for (const LayerInfo& layer : info.layers) {
        const bool relative = std::ranges::any_of(info.header.channels, [&layer](const Channel& channel) {
            return relative_layer_name(channel) == layer.name;
        });
        if ((relative || layer.unit == "nm") && layer.values > 0) names.push_back(layer.name);
    }
    return names;
}

/// Cells to study, at most `options.most_dies`, evenly spread.
std::vector<std::size_t> choose_cells(const Verdicts& verdicts, const RepeatOptions& options) {
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < verdicts.cells; ++cell) {
        if (verdicts.always(cell, options.passed_only)) cells.push_back(cell);
    }
    if (cells.size() <= options.most_dies) return cells;
    std::vector<std::size_t> thinned(options.most_dies);
    for (std::size_t i = 0; i < thinned.size(); ++i) thinned[i] = cells[i * cells.size() / thinned.size()];
    return thinned;
}

LayerRepeat study_layer(std::span<const std::filesystem::path> files, const std::string& name,
                        const std::vector<std::size_t>& cells, const RepeatOptions& options) {
    LayerRepeat result{.layer = name, .unit = {}, .gauge = {}};
    std::vector<double> values(cells.size() * files.size());
    for (std::size_t scan = 0; scan < files.size(); ++scan) {
        const Layer layer = read_layer(files[scan], name, options.threads);
        result.unit = layer.unit;
        for (std::size_t die = 0; die < cells.size(); ++die) {
            values[die * files.size() + scan] = static_cast<double>(layer.values[cells[die]]);
        }
    }
    const int repeats = static_cast<int>(files.size()) / options.loads;
    try {
        result.gauge = gauge_study(values, options.loads, repeats, options.tolerance);
    } catch (const Error& error) {
        throw Error(error.kind(), fmt::format("layer '{}': {}", name, error.what()));
    }
    return result;
}

}  // namespace

RepeatStudy study_repeats(std::span<const std::filesystem::path> files, const RepeatOptions& options) {
    const int scans = static_cast<int>(files.size());
    if (scans < 2) {
        throw Error(ErrorKind::usage, "repeatability needs the files of two scans or more of one wafer");
    }
    if (options.loads < 1 || scans % options.loads != 0) {
        throw Error(ErrorKind::usage,
                    fmt::format("{} files can't be shared equally between {} loads", scans, options.loads));
    }
    require_distinct_scans(files, options.threads);
    RepeatStudy study;
    VerdictReader reader;
    ReadOptions bins_only = ReadOptions::header_only();
    bins_only.bins = true;
    bins_only.threads = options.threads;
    for (const std::filesystem::path& path : files) {
        const WaferFile file = read_wafer_file(path, bins_only);
        study.wafer_ids.push_back(file.map.wafer().id);
        study.passed_over.push_back(file.passed_over);
        reader.add(file, path);
    }
    const Verdicts& verdicts = reader.verdicts();
    study.bins = attribute_agreement(verdicts.bins, scans);
    study.verdicts = attribute_agreement(verdicts.passes, scans);
    const std::vector<std::size_t> cells = choose_cells(verdicts, options);
    study.dies = static_cast<std::int64_t>(cells.size());
    const std::vector<std::string> layers =
        options.layers.empty() ? usual_layers(files.front()) : options.layers;
    for (const std::string& name : layers) {
        study.layers.push_back(study_layer(files, name, cells, options));
    }
    return study;
}

}  // namespace waferglow
