// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/aravis/aravis_camera.h"

#include "drivers/aravis/aravis_session.h"
#include "drivers/aravis/frame_ids.h"
#include "drivers/aravis/trigger_pairing.h"
#include "drivers/aravis/unpack_pixels.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <mutex>
#include <thread>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kSlice(50);  // how soon a lost camera is noticed

constexpr const char* kUnasked =
    "a frame came that no trigger asked for, so nobody knows which is whose; start the stream anew";

std::uint64_t microseconds(std::chrono::milliseconds time) {
    return static_cast<std::uint64_t>(std::chrono::microseconds(time).count());
}

class AravisCamera final : public Camera {
  public:
    explicit AravisCamera(const AravisSettings& settings) : options_(settings) { session_ = open(); }
    ~AravisCamera() override { make_safe(); }

    [[nodiscard]] Identity identity() const override { return session()->identity(); }
    [[nodiscard]] CameraCapabilities capabilities() const override { return session()->capabilities(); }
    [[nodiscard]] CameraSettings settings() const override { return session()->settings(); }

    CameraSettings configure(const CameraSettings& wanted) override {
        refuse_while_streaming("configure");
        return session()->configure(wanted);
    }

    void start(int buffers) override {
        refuse_while_streaming("start");
        buffers_ = buffers;
        open_stream();
    }

    void stop() override {
        const std::shared_ptr<ArvStream> stream = current_stream();
        if (!stream) return;
        {
            const std::lock_guard lock(mutex_);
            stream_.reset();
        }
        session()->stop_acquisition();
    }

    void make_safe() noexcept override {
        try {
            if (current_stream()) session()->stop_acquisition();
            const std::lock_guard lock(mutex_);
            stream_.reset();
        } catch (...) {  // a camera that does not answer sends nothing either; the caller is on its way out
            return;
        }
    }

    void reconnect() override {
        drop_session();  // before the next is opened: a camera has one master
        const Clock::time_point deadline =
            Clock::now() +
            std::chrono::milliseconds(static_cast<long>(1000.0 * options_.reconnect_timeout_s));
        while (true) {
            try {
                std::shared_ptr<AravisSession> fresh = open();
                const std::lock_guard lock(mutex_);
                session_ = std::move(fresh);
                return;
            } catch (const Error&) {
                if (Clock::now() >= deadline) throw;
                std::this_thread::sleep_for(kSlice);  // it may be starting up
            }
        }
    }

    void trigger() override {
        const std::shared_ptr<AravisSession> held = session();
        if (!current_stream()) throw Error(ErrorKind::usage, held->label() + ": trigger before start");
        if (held->settings().trigger != TriggerMode::software) {
            throw Error(ErrorKind::usage, held->label() + ": trigger is for TriggerMode::software only");
        }
        discard_what_came();
        held->software_trigger();
        triggered_ = Clock::now();
        const std::lock_guard lock(mutex_);
        pairing_.triggered();
    }

    void wait_exposed(std::chrono::milliseconds timeout) override {
        const CameraSettings current = session()->settings();
        const std::chrono::duration<double, std::milli> exposed(current.exposure_ms +
                                                                options_.exposure_margin_ms);
        const Clock::time_point end = triggered_ + std::chrono::duration_cast<Clock::duration>(exposed);
        if (end > Clock::now() + timeout) {
            throw fault("wait_exposed", fmt::format("an exposure of {} ms does not end within {} ms",
                                                    current.exposure_ms, timeout.count()));
        }
        std::this_thread::sleep_until(end);
    }

    void next_frame(Frame& frame, std::chrono::milliseconds timeout) override {
        const std::shared_ptr<ArvStream> stream = current_stream();
        const std::shared_ptr<AravisSession> held = session();
        if (!stream) throw Error(ErrorKind::usage, held->label() + ": next_frame before start");
        const Clock::time_point deadline = Clock::now() + timeout;
        while (true) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
            const auto slice = std::clamp(left, std::chrono::milliseconds(0), kSlice);
            ArvBuffer* buffer = arv_stream_timeout_pop_buffer(stream.get(), microseconds(slice));
            if (buffer != nullptr) {
                const Arrival arrival = take(buffer, &frame);
                arv_stream_push_buffer(stream.get(), buffer);
                if (arrival == Arrival::whole) return;
                if (arrival == Arrival::unasked) throw fault("next_frame", kUnasked);
                if (arrival == Arrival::holes && held->settings().trigger == TriggerMode::software)
                    throw fault("next_frame", "the frame arrived with holes; trigger it again");
                continue;
            }
            if (held->lost()) {
                throw fault("next_frame", "the camera is lost; check cable and power, then reconnect");
            }
            if (left.count() <= 0) {
                throw fault(
                    "next_frame",
                    fmt::format("no frame within {} ms; check trigger, exposure, cable and firewall (GigE "
                                "Vision sends frames to a free UDP port)",
                                timeout.count()));
            }
        }
    }

    [[nodiscard]] StreamStatistics statistics() const override {
        const std::lock_guard lock(mutex_);
        StreamStatistics statistics = statistics_;
        statistics.dropped += ids_.missing();
        return statistics;
    }

  private:
    /// Connects; a camera that a dead program or a broken link left streaming is stopped, else it goes on
    /// sending to where nobody listens.
    [[nodiscard]] std::shared_ptr<AravisSession> open() const {
        auto fresh = std::make_shared<AravisSession>(options_);
        fresh->stop_acquisition();
        return fresh;
    }

    enum class Arrival { whole, holes, stale, unasked, nothing };

    void open_stream() {
        const std::shared_ptr<AravisSession> held = session();
        GObject<ArvStream> stream = held->make_stream(buffers_);
        const std::lock_guard lock(mutex_);
        statistics_ = {};
        ids_ = FrameIds(held->is_gige());
        pairing_ = {};
        packing_ = packing_of(held->settings().pixel_format);
        stream_ = std::shared_ptr<ArvStream>(stream.release(), GObjectDeleter());
        held->start_acquisition();
    }

    /// Before a trigger: what has arrived by then is of an earlier one. Where nothing says whose the next
    /// frame will be, the stream starts anew, with ids from 0, as none was delivered yet.
    void discard_what_came() {
        const std::shared_ptr<ArvStream> stream = current_stream();
        while (ArvBuffer* buffer = arv_stream_try_pop_buffer(stream.get())) {
            const Arrival arrival = take(buffer, nullptr);
            arv_stream_push_buffer(stream.get(), buffer);
            if (arrival == Arrival::unasked) throw fault("trigger", kUnasked);
        }
        {
            const std::lock_guard lock(mutex_);
            if (!pairing_.ambiguous()) return;
        }
        stop();
        open_stream();
    }

    void drop_session() {
        std::shared_ptr<AravisSession> old;
        bool streaming = false;
        {
            const std::lock_guard lock(mutex_);
            streaming = stream_ != nullptr;
            stream_.reset();
            old = std::move(session_);
        }
        if (!old || !streaming || old->lost()) return;
        try {
            old->stop_acquisition();
        } catch (const Error&) {  // it does not answer, which is why somebody connects anew
            return;
        }
    }

    [[nodiscard]] std::shared_ptr<AravisSession> session() const {
        const std::lock_guard lock(mutex_);
        if (!session_) throw camera_error(options_.camera, "session", "the camera is lost; reconnect");
        return session_;
    }
    [[nodiscard]] std::shared_ptr<ArvStream> current_stream() const {
        const std::lock_guard lock(mutex_);
        return stream_;
    }
    [[nodiscard]] Error fault(const char* command, const std::string& what) const {
        return camera_error(options_.camera, command, what);
    }
    void refuse_while_streaming(const char* call) const {
        if (current_stream()) {
            throw Error(ErrorKind::usage,
                        fmt::format("aravis camera {}: {} while a stream runs; stop it first",
                                    options_.camera, call));
        }
    }

    /// Judges and counts a frame, and copies a whole one that was wanted; `frame` null: none is.
    Arrival take(ArvBuffer* buffer, Frame* frame) {
        const bool software = session()->settings().trigger == TriggerMode::software;
        const ArvBufferStatus status = arv_buffer_get_status(buffer);
        const std::lock_guard lock(mutex_);
        if (status == ARV_BUFFER_STATUS_CLEARED || status == ARV_BUFFER_STATUS_ABORTED)
            return Arrival::nothing;  // a stop's
        const std::uint64_t id = ids_.next(arv_buffer_get_frame_id(buffer));
        const auto verdict = software ? pairing_.judge(id) : TriggerPairing::Verdict::wanted;
        if (verdict == TriggerPairing::Verdict::unasked) return Arrival::unasked;
        if (verdict == TriggerPairing::Verdict::stale || frame == nullptr) {
            ++statistics_.dropped;
            return Arrival::stale;
        }
        if (status != ARV_BUFFER_STATUS_SUCCESS || !packing_ || !copy(buffer, *frame)) {
            ++statistics_.incomplete;
            return Arrival::holes;
        }
        frame->id = id;
        ++statistics_.delivered;
        return Arrival::whole;
    }

    /// False where the image is shorter than its format says. Under mutex_.
    [[nodiscard]] bool copy(ArvBuffer* buffer, Frame& frame) const {
        const int width = arv_buffer_get_image_width(buffer);
        const int height = arv_buffer_get_image_height(buffer);
        std::size_t size = 0;
        const void* data = arv_buffer_get_image_data(buffer, &size);
        const std::size_t pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
        if (size < packed_size(*packing_, pixels)) return false;
        frame.image.resize(width, height);
        unpack_pixels(*packing_, {static_cast<const std::uint8_t*>(data), size}, frame.image);
        const std::uint64_t stamp = arv_buffer_get_timestamp(buffer);
        frame.timestamp_ns = stamp != 0 ? stamp : arv_buffer_get_system_timestamp(buffer);
        return true;
    }

    AravisSettings options_;
    mutable std::mutex mutex_;  ///< of all below but triggered_; the pointers are copied and used without it
    std::shared_ptr<AravisSession> session_;
    std::shared_ptr<ArvStream> stream_;  ///< none: no stream runs
    StreamStatistics statistics_;
    FrameIds ids_{false};
    TriggerPairing pairing_;
    std::optional<PixelPacking> packing_;
    int buffers_ = 1;              ///< of the thread that starts and triggers
    Clock::time_point triggered_;  ///< of the thread that triggers
};

}  // namespace

std::unique_ptr<Camera> make_aravis_camera(const AravisSettings& settings) {
    return std::make_unique<AravisCamera>(settings);
}

}  // namespace waferglow::drivers
