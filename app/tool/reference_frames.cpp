// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/reference_frames.h"

#include "libinspect/base/error.h"

namespace waferglow::tool {

void MeanFrame::add(const Image& frame) {
    if (frames_ == 0) {
        width_ = frame.width();
        height_ = frame.height();
        sums_.assign(frame.size_px(), 0);
    }
    if (frame.width() != width_ || frame.height() != height_)
        throw Error(ErrorKind::usage, "frames of different size have no mean");
    for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += frame.pixels()[i];
    ++frames_;
}

Image MeanFrame::mean() const {
    Image mean(width_, height_);
    for (std::size_t i = 0; i < sums_.size(); ++i)
        mean.pixels()[i] = static_cast<std::uint16_t>((sums_[i] + frames_ / 2) / frames_);
    return mean;
}

Image take_dark(TileTaker& taker, std::size_t channel, int frames, const std::stop_token& stop) {
    for (int attempt = 0;; ++attempt) {
        std::string cause;
        try {
            taker.lights_off();
            MeanFrame mean;
            drivers::Frame frame;
            for (int i = 0; i < frames; ++i) {
                if (stop.stop_requested()) throw Error(ErrorKind::cancelled, "the scan was stopped");
                taker.take_frame(channel, frame);
                mean.add(frame.image);
            }
            return mean.mean();
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::device) throw;
            cause = full_message(error);
        }
        if (attempt >= taker.retry().attempts)
            throw Error(ErrorKind::device, "no dark frame could be taken, tried " +
                                               std::to_string(attempt + 1) + " times: " + cause);
        taker.recover(attempt > 0, cause, stop);
    }
}

}  // namespace waferglow::tool
