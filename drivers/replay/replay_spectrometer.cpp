// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/replay/replay_spectrometer.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/byte_stream.h"
#include "libinspect/formats/csv_reader.h"
#include "libinspect/formats/spectra_table.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr double kLeastMs = 1e-3;
constexpr double kMostMs = 1e6;
constexpr int kMostAverages = 10000;
constexpr std::size_t kSpectraAtATime = 64;

}  // namespace

ReplaySpectrometer::ReplaySpectrometer(std::shared_ptr<ReplayBench> bench) : bench_(std::move(bench)) {
    const Recording& recording = bench_->recording();
    if (!recording.spectra)
        throw Error(ErrorKind::device,
                    fmt::format("replay of {}: the recording has no spectra; leave [spectrometer] out of the "
                                "tool file",
                                recording.folder.string()));
    file_ = recording.folder / *recording.spectra;
    read_dies();
    if (!find_lines()) unpack();
    read_places();
}

void ReplaySpectrometer::read_dies() {
    SpectraReader reader(file_);
    wavelengths_nm_.assign(reader.wavelengths_nm().begin(), reader.wavelengths_nm().end());
    SpectraBlock block;
    while (reader.next(block, kSpectraAtATime))
        dies_.insert(dies_.end(), block.dies.begin(), block.dies.end());
}

// False where a line of the file is not a spectrum.
bool ReplaySpectrometer::find_lines() {
    if (ByteStream(file_).packed()) return false;
    std::ifstream file(file_, std::ios::binary);
    std::string line;
    std::getline(file, line);  // the wavelengths
    for (std::streamoff begin = file.tellg(); std::getline(file, line);) {
        if (line.find_first_not_of(" \t\r") != std::string::npos) lines_.push_back(begin);
        begin += static_cast<std::streamoff>(line.size() + 1);
    }
    return lines_.size() == dies_.size();
}

void ReplaySpectrometer::unpack() {
    unpacked_.emplace(wavelengths_nm_.size());
    SpectraReader reader(file_);
    SpectraBlock block;
    while (reader.next(block, kSpectraAtATime)) unpacked_->add(block.counts);
}

void ReplaySpectrometer::read_places() {
    const Recording& recording = bench_->recording();
    const std::filesystem::path file = recording.folder / kSpectraPlacesFile;
    if (!std::filesystem::exists(file)) {
        reach_um_ = 0.5 * std::min(recording.grid.pitch_x_um, recording.grid.pitch_y_um);
        for (std::size_t i = 0; i < dies_.size(); ++i) {
            const WaferPoint center = recording.grid.center(dies_[i]);
            places_.push_back({{center.x, center.y}, i});
        }
    } else {
        std::map<DieIndex, std::size_t> spectrum_of;
        for (std::size_t i = 0; i < dies_.size(); ++i) spectrum_of[dies_[i]] = i;
        CsvReader csv(file);
        const std::size_t row = csv.column("row");
        const std::size_t col = csv.column("col");
        const std::size_t x = csv.column("x_um");
        const std::size_t y = csv.column("y_um");
        while (csv.next()) {
            const auto found = spectrum_of.find({csv.integer(row), csv.integer(col)});
            if (found != spectrum_of.end())
                places_.push_back({{csv.number(x), csv.number(y)}, found->second});
        }
    }
    std::ranges::sort(places_, {}, [](const Place& place) { return place.at.x; });
}

const ReplaySpectrometer::Place* ReplaySpectrometer::nearest(StagePoint at) const {
    const Place* best = nullptr;
    double best_um = reach_um_;
    auto place =
        std::ranges::lower_bound(places_, at.x - reach_um_, {}, [](const Place& p) { return p.at.x; });
    for (; place != places_.end() && place->at.x <= at.x + reach_um_; ++place) {
        const double away_um = std::hypot(place->at.x - at.x, place->at.y - at.y);
        if (away_um > best_um) continue;
        best_um = away_um;
        best = &*place;
    }
    return best;
}

Identity ReplaySpectrometer::identity() const {
    return {"WaferGlow", "replay spectrometer", bench_->recording().wafer.id, "1"};
}

SpectrometerCapabilities ReplaySpectrometer::capabilities() const {
    return {.pixels = static_cast<int>(wavelengths_nm_.size()),
            .min_integration_ms = kLeastMs,
            .max_integration_ms = kMostMs,
            .max_averages = kMostAverages,
            .saturation_counts = 65535.0};
}

void ReplaySpectrometer::configure(const SpectrometerSettings& settings) {
    if (!(settings.integration_ms >= kLeastMs && settings.integration_ms <= kMostMs) ||
        settings.averages < 1 || settings.averages > kMostAverages)
        throw Error(
            ErrorKind::usage,
            fmt::format("replay spectrometer: integration_ms = {} or averages = {} is beyond {} to "
                        "{} and 1 to {}",
                        settings.integration_ms, settings.averages, kLeastMs, kMostMs, kMostAverages));
    settings_ = settings;
}

std::vector<double> ReplaySpectrometer::acquire(std::stop_token stop) {
    if (stop.stop_requested()) throw Error(ErrorKind::cancelled, "replay spectrometer: stopped on request");
    const StagePoint at = bench_->tile_position_of(bench_->position());
    const Place* place = nearest(at);
    if (place == nullptr)
        throw Error(ErrorKind::device,
                    fmt::format("replay spectrometer: no spectrum was taken at x = {}, y = {}; scan with the "
                                "recipe of the recorded scan",
                                at.x, at.y));
    return counts_of(place->spectrum);
}

std::vector<double> ReplaySpectrometer::counts_of(std::size_t spectrum) const {
    if (unpacked_) return unpacked_->read(spectrum);
    std::ifstream file(file_, std::ios::binary);
    file.seekg(lines_[spectrum]);
    std::string line;
    std::getline(file, line);
    std::erase_if(line, [](char c) { return c == '"' || c == '\r'; });
    std::vector<double> counts;
    std::string_view rest = line;
    for (std::size_t field = 0; !rest.empty(); ++field) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        const CellNumber cell = read_cell(rest.substr(0, end));
        if (cell.kind != CellContent::number && cell.kind != CellContent::no_data) break;
        // As `inspect` reads it.
        if (field > 1) counts.push_back(static_cast<double>(static_cast<float>(cell.value)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (counts.size() != wavelengths_nm_.size())
        throw Error(
            ErrorKind::device,
            fmt::format("replay spectrometer: {} was changed while it was played: at byte {} it has no "
                        "{} counts any more",
                        file_.string(), lines_[spectrum], wavelengths_nm_.size()));
    return counts;
}

}  // namespace waferglow::drivers
