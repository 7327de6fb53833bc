// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/distinct_scans.h"

#include "libinspect/base/error.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/store/wafer_file.h"

#include <algorithm>
#include <map>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kMostValues = 100'000;
constexpr std::size_t kFewestShared = 3;  // less can't tell

/// By channel's layer: light of dies, evenly spread over the wafer.
using Fingerprint = std::map<std::string, std::vector<float>>;

Fingerprint fingerprint_of(const std::filesystem::path& path, int threads) {
    const WaferFileInfo info = read_wafer_info(path);
    Fingerprint fingerprint;
    for (const Channel& channel : info.header.channels) {
        const std::string name = layer_name(channel, Quantity::sum);
        if (std::ranges::find(info.layers, name, &LayerInfo::name) == info.layers.end()) continue;
        std::vector<float>& sample = fingerprint[name];
        const std::vector<float> values = read_layer(path, name, threads).values;
        const std::size_t step = values.size() / kMostValues + 1;
        for (std::size_t cell = 0; cell < values.size(); cell += step) sample.push_back(values[cell]);
    }
    return fingerprint;
}

bool mostly_equal(const std::vector<float>& a, const std::vector<float>& b) {
    std::size_t shared = 0;
    std::size_t equal = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        const bool lit = a[i] == a[i] && b[i] == b[i] && (a[i] != 0.0F || b[i] != 0.0F);
        shared += lit ? 1 : 0;
        equal += lit && a[i] == b[i] ? 1 : 0;
    }
    return shared >= kFewestShared && 2 * equal > shared;
}

bool same_measurement(const Fingerprint& a, const Fingerprint& b) {
    return std::ranges::any_of(a, [&b](const auto& layer) {
        const auto found = b.find(layer.first);
        return found != b.end() && mostly_equal(layer.second, found->second);
    });
}

}  // namespace

void require_distinct_scans(std::span<const std::filesystem::path> files, int threads) {
    for (std::size_t i = 0; i < files.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            std::error_code missing;  // told when the file is read
            if (!std::filesystem::equivalent(files[k], files[i], missing)) continue;
            throw Error(ErrorKind::usage,
                        fmt::format("{} and {} are one file: the same scan is given twice; name the files of "
                                    "scans that were each measured",
                                    files[k].string(), files[i].string()));
        }
    }
    std::vector<Fingerprint> seen;
    for (const std::filesystem::path& path : files) {
        const Fingerprint fingerprint = fingerprint_of(path, threads);
        for (std::size_t k = 0; k < seen.size(); ++k) {
            if (!same_measurement(seen[k], fingerprint)) continue;
            throw Error(
                ErrorKind::input,
                fmt::format("{} and {} hold the same measurement: the same scan is given twice, as a "
                            "copy or inspected again; name the files of scans that were each measured",
                            files[k].string(), path.string()));
        }
        seen.push_back(fingerprint);
    }
}

}  // namespace waferglow
