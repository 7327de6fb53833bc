// SPDX-License-Identifier: GPL-3.0-or-later
// What a running scan shows: phase, counts, remaining time, last image, the map so far. For polling by a GUI.
#pragma once

#include "libinspect/scan/progress.h"
#include "libinspect/scan/tile_record.h"
#include "libinspect/scan/tile_source.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace waferglow::tool {

enum class ScanPhase {
    idle,
    preparing,
    calibrating,
    aligning,
    scanning,
    spectra,
    evaluating,
    writing,
    done,
    failed
};
[[nodiscard]] const char* to_string(ScanPhase phase);

/// One layer of the wafer at some moment. Immutable once published.
struct LayerSnapshot {
    std::string name;
    DieGrid grid;
    std::vector<float> values;  ///< row-major, NaN where nothing was measured yet
};

/// An image made small, by means over squares of pixels. Immutable once published.
struct Thumbnail {
    Image image;
    std::int32_t tile = 0;
    StagePoint position;
    std::string channel;
};

/// A look at a scan. Cheap to copy; what it points to never changes.
struct ScanState {
    ScanPhase phase = ScanPhase::idle;
    std::int64_t tiles_done = 0;
    std::int64_t tiles_total = 0;
    std::int64_t dies_measured = 0;  ///< all channels
    std::int64_t pixels = 0;
    std::int64_t spectra_done = 0;
    std::int64_t spectra_total = 0;
    double seconds = 0.0;      ///< since the first tile of this run
    double remaining_s = 0.0;  ///< of the tiles; NaN while not known
    std::string message;       ///< the fault in phase failed, else empty
    std::shared_ptr<const Thumbnail> last_image;
    std::shared_ptr<const LayerSnapshot> layer;  ///< light in the strongest channel
};

/// What was told from some number on, and the number that comes next: to be asked from the next time.
struct ScanEvents {
    std::vector<std::string> texts;
    std::int64_t next = 0;
};

/// Thread-safe. Told by the threads of a scan, asked by anybody.
class ScanMonitor : public ProgressListener {
  public:
    /// Layers are published at most every `interval`, and less often where copying takes long.
    explicit ScanMonitor(std::chrono::milliseconds interval = std::chrono::milliseconds(500));

    [[nodiscard]] ScanState state() const;
    /// Retries, faults, notes from number `first` on.
    [[nodiscard]] ScanEvents events_since(std::int64_t first) const;
    /// Passes progress on to another listener too, e.g. a progress bar.
    void forward_to(ProgressListener* listener) { forward_ = listener; }

    void begin(const ScanJob& job, std::size_t shown_channel);
    void set_phase(ScanPhase phase, const std::string& message = {});
    void add_event(const std::string& event);
    void on_progress(const ScanProgress& progress) override;
    void on_record(const TileRecord& record);
    void on_frame(const ScanTile& tile, const Image& image);
    void on_spectrum(std::int64_t done, std::int64_t total);

  private:
    using Clock = std::chrono::steady_clock;

    const std::chrono::milliseconds interval_;
    ProgressListener* forward_ = nullptr;
    mutable std::mutex mutex_;  // guards all that follows
    ScanState state_;
    std::vector<std::string> events_;
    std::int64_t events_told_ = 0;
    const ScanJob* job_ = nullptr;  // of the scan that runs
    std::size_t shown_channel_ = 0;
    LayerSnapshot layer_;  // as far as it is
    Clock::time_point first_tile_;
    std::int64_t tiles_at_start_ = -1;  // taken over from earlier runs
    Clock::time_point next_layer_;
    Clock::time_point next_image_;
};

}  // namespace waferglow::tool
