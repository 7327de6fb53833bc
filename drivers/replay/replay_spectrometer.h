// SPDX-License-Identifier: GPL-3.0-or-later
// The spectra of a recording played as a spectrometer.
//
// A spectrum is that of the die whose recorded place (spectra-places.csv) is where the stage stands, within a
// micrometre, whatever the light and the integration time. Recordings without places give the spectrum of the
// die whose drawn centre is nearest, within half a pitch.
#pragma once

#include "drivers/interfaces/spectrometer.h"
#include "drivers/replay/counts_file.h"
#include "drivers/replay/replay.h"

#include <filesystem>
#include <ios>
#include <memory>
#include <optional>
#include <vector>

namespace waferglow::drivers {

/// Reads the file when it is made, to check it and to learn where each spectrum begins; the counts are read
/// when they are asked for. Those of a file that can't be read piece by piece (gzip'd, or whose lines are
/// not spectra) are put down unpacked first: 4 bytes a count. Throws Error(device) where the recording has
/// no spectra, Error(input) for a damaged file, Error(job) where the disk is full.
class ReplaySpectrometer : public Spectrometer {
  public:
    explicit ReplaySpectrometer(std::shared_ptr<ReplayBench> bench);

    [[nodiscard]] Identity identity() const override;
    void make_safe() noexcept override {}
    void reconnect() override { settings_ = {}; }
    [[nodiscard]] SpectrometerCapabilities capabilities() const override;
    void configure(const SpectrometerSettings& settings) override;
    [[nodiscard]] SpectrometerSettings settings() const override { return settings_; }
    [[nodiscard]] std::vector<double> wavelengths_nm() const override { return wavelengths_nm_; }
    [[nodiscard]] std::vector<double> acquire(std::stop_token stop) override;

  private:
    struct Place {
        StagePoint at;
        std::size_t spectrum = 0;
    };
    void read_dies();
    [[nodiscard]] bool find_lines();
    void unpack();
    void read_places();
    [[nodiscard]] std::vector<double> counts_of(std::size_t spectrum) const;
    [[nodiscard]] const Place* nearest(StagePoint at) const;

    std::shared_ptr<ReplayBench> bench_;
    SpectrometerSettings settings_;
    std::vector<double> wavelengths_nm_;
    std::vector<DieIndex> dies_;
    std::filesystem::path file_;
    std::vector<std::streamoff> lines_;   // where the spectrum of each die begins in the file
    std::optional<CountsFile> unpacked_;  // instead of them
    std::vector<Place> places_;
    double reach_um_ = 1.0;
};

}  // namespace waferglow::drivers
