// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/pilot_frames.h"

#include "libinspect/base/error.h"
#include "libinspect/intensity/frame_look.h"
#include "libinspect/registration/pose.h"

#include <algorithm>
#include <utility>

namespace waferglow {
namespace {

constexpr std::size_t kEnoughToCompare = 16;
constexpr int kMostRounds = 16;

class PilotLoader {
  public:
    PilotLoader(TileSource& source, std::span<const std::size_t> tiles, const RegistrationSetup& setup,
                const PilotRequest& request, const std::stop_token& stop)
        : source_(source), tiles_(tiles), setup_(setup), request_(request), stop_(stop) {}

    PilotFrames run() {
        for (int round = 0; round < kMostRounds; ++round) {
            std::vector<std::size_t> chosen = choose(request_.count);
            const bool all_there = load(chosen);
            bool sound = all_there && !drop_odd(chosen);
            if (!sound && all_there) {
                // Which of some few is the odd one is sure only against many.
                load(choose(std::max(request_.count, kEnoughToCompare)));
                std::vector<std::size_t> loaded;
                for (const auto& [number, frame] : looks_) loaded.push_back(number);
                sound = !drop_odd(loaded, true);
            }
            if (sound || round + 1 == kMostRounds) {
                std::erase_if(chosen, [this](std::size_t number) { return !looks_.contains(number); });
                return take(std::move(chosen));
            }
        }
        return {};
    }

  private:
    [[nodiscard]] std::vector<std::size_t> choose(std::size_t count) const {
        std::vector<std::size_t> open;
        std::vector<StagePoint> positions;
        for (std::size_t i = 0; i < tiles_.size(); ++i) {
            if (std::ranges::find(out_, i) != out_.end()) continue;
            open.push_back(i);
            positions.push_back(source_.job().tiles[tiles_[i]].position);
        }
        std::vector<std::size_t> chosen = choose_pilots(positions, setup_, count);
        for (std::size_t& number : chosen) number = open[number];
        return chosen;
    }

    /// False where one could not be read: it is out.
    bool load(const std::vector<std::size_t>& numbers) {
        std::vector<std::size_t> wanted;
        for (const std::size_t number : numbers) {
            if (!looks_.contains(number)) wanted.push_back(tiles_[number]);
        }
        if (wanted.empty()) return true;
        source_.announce(wanted, true);
        bool all = true;
        for (const std::size_t number : numbers) {
            if (looks_.contains(number)) continue;
            if (stop_.stop_requested())
                throw Error(ErrorKind::cancelled, "stopped before the first tile was measured");
            all = load_one(number) && all;
        }
        return all;
    }

    bool load_one(std::size_t number) {
        try {
            Image& image = source_.load(tiles_[number], frames_.kept[number]);
            looks_[number] = look_at_frame(image.view(), setup_.camera.saturation_dn);
            if (request_.correction != nullptr) request_.correction->patch(image);
            views_[number] = image.view();
            return true;
        } catch (const Error& error) {
            const bool readable_later =
                error.kind() == ErrorKind::device || error.kind() == ErrorKind::cancelled;
            if (!request_.keep_going || readable_later) throw;
            frames_.kept.erase(number);
            out_.push_back(number);
            return false;
        }
    }

    /// Whether some of `numbers` are odd among themselves; `remember`: they are out for good.
    bool drop_odd(const std::vector<std::size_t>& numbers, bool remember = false) {
        std::vector<FrameLook> looks;
        for (const std::size_t number : numbers) looks.push_back(looks_.at(number));
        const FrameLook typical = typical_look(looks);
        bool any = false;
        for (const std::size_t number : numbers) {
            if (oddity_of(looks_.at(number), typical) == FrameOddity::none) continue;
            any = true;
            if (!remember) continue;
            out_.push_back(number);
            looks_.erase(number);
        }
        return any;
    }

    PilotFrames take(std::vector<std::size_t> chosen) {
        frames_.chosen = std::move(chosen);
        for (const std::size_t number : frames_.chosen) frames_.views.push_back(views_.at(number));
        std::erase_if(frames_.kept, [this](const auto& kept) {
            return std::ranges::find(frames_.chosen, kept.first) == frames_.chosen.end();
        });
        return std::move(frames_);
    }

    TileSource& source_;
    std::span<const std::size_t> tiles_;
    const RegistrationSetup& setup_;
    const PilotRequest& request_;
    const std::stop_token& stop_;
    PilotFrames frames_;
    std::map<std::size_t, FrameLook> looks_;  // of the tiles loaded that are not out
    std::map<std::size_t, ImageView> views_;
    std::vector<std::size_t> out_;
};

}  // namespace

PilotFrames load_pilots(TileSource& source, std::span<const std::size_t> tiles,
                        const RegistrationSetup& setup, const PilotRequest& request,
                        const std::stop_token& stop) {
    return PilotLoader(source, tiles, setup, request, stop).run();
}

}  // namespace waferglow
