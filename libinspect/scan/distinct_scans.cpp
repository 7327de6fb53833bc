// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/distinct_scans.h"

#include "libinspect/base/error.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/store/wafer_file.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kMostValues = 100'000;
constexpr std::size_t kFewestShared = 3;  // less can't tell

struct Fingerprint {
    /// By channel's layer: light of dies, evenly spread over the wafer.
    std::map<std::string, std::vector<float>> light;
    std::vector<std::uint64_t> images;  ///< digests in ascending order; none in files of older versions
};

std::vector<std::uint64_t> images_of(const std::filesystem::path& path) {
    ReadOptions small = ReadOptions::header_only();
    small.ledger = true;
    std::vector<std::uint64_t> images;
    for (const LedgerEntry& tile : read_wafer_file(path, small).ledger) {
        if (tile.pixels != 0) images.push_back(tile.pixels);
    }
    std::ranges::sort(images);
    return images;
}

Fingerprint fingerprint_of(const std::filesystem::path& path, int threads) {
    const WaferFileInfo info = read_wafer_info(path);
    Fingerprint fingerprint{.light = {}, .images = images_of(path)};
    for (const Channel& channel : info.header.channels) {
        const std::string name = layer_name(channel, Quantity::sum);
        if (std::ranges::find(info.layers, name, &LayerInfo::name) == info.layers.end()) continue;
        std::vector<float>& sample = fingerprint.light[name];
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

/// The same images, measured with whatever settings.
bool same_images(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    std::vector<std::uint64_t> common;
    std::ranges::set_intersection(a, b, std::back_inserter(common));
    return 2 * common.size() > std::min(a.size(), b.size());
}

bool same_measurement(const Fingerprint& a, const Fingerprint& b) {
    return same_images(a.images, b.images) || std::ranges::any_of(a.light, [&b](const auto& layer) {
               const auto found = b.light.find(layer.first);
               return found != b.light.end() && mostly_equal(layer.second, found->second);
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
