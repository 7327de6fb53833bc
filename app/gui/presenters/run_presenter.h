// SPDX-License-Identifier: GPL-3.0-or-later
// What the run page does: choose, check, scan, watch, end.
#pragma once

#include "app/gui/presenters/desk.h"
#include "app/gui/presenters/device_alarm.h"
#include "app/gui/presenters/live_map.h"
#include "app/gui/presenters/recipe_shelf.h"
#include "app/gui/presenters/scan_check.h"
#include "app/gui/presenters/scan_run.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::gui {

inline constexpr const char* kCheckTask = "Checking the tool";
inline constexpr const char* kScanTask = "Scan";

enum class RunStage {
    choosing,  ///< something is missing or in the way: see alarms
    checking,  ///< the tool is being asked
    ready,
    running,
    paused,
    stopping,
    done,     ///< the file is complete
    stopped,  ///< on request
    failed,
};

struct RunOptions {
    tool::RetryPolicy retry{};
    int threads = 0;
};

/// Confined to the window's thread; knows no Qt. `changed` is called after everything that alters what is to
/// be shown. `poll` is to be called some times a second.
class RunPresenter {
  public:
    RunPresenter(Desk& desk, std::function<void()> changed, RunOptions options = {});
    ~RunPresenter();

    /// Reads the folder of recipes anew and checks.
    void refresh();
    [[nodiscard]] const std::vector<ShelfRecipe>& recipes() const { return shelf_; }
    [[nodiscard]] std::size_t chosen() const { return chosen_; }
    void choose(std::size_t recipe);
    void set_wafer_id(const std::string& id);
    [[nodiscard]] const std::string& wafer_id() const { return wafer_id_; }

    [[nodiscard]] RunStage stage() const { return stage_; }
    /// In the way of a start, of the scan that runs, or what ended the last one.
    [[nodiscard]] const std::vector<Alarm>& alarms() const { return alarms_; }
    [[nodiscard]] const ScanCheck& check() const { return check_; }
    [[nodiscard]] const std::vector<Lamp>& lamps() const { return lamps_; }
    [[nodiscard]] const tool::ScanState& scan() const { return scan_; }
    [[nodiscard]] const LivePicture* live() const { return live_.picture(); }
    [[nodiscard]] const ScanSummary& summary() const { return summary_; }
    /// The wafer of the scan, or of the chosen recipe; null where that has none.
    [[nodiscard]] const ScanRecipe* scan_recipe() const;
    /// The scan stands still until somebody acts on an alarm.
    [[nodiscard]] bool held() const;
    /// A scan has the tool: the window must not close without asking.
    [[nodiscard]] bool active() const { return run_ != nullptr; }

    /// Where stage is ready.
    void start();
    /// The unfinished scan of this wafer, or the one that stopped.
    [[nodiscard]] bool can_continue() const;
    void continue_scan();
    /// The wafer was scanned already: into another file.
    [[nodiscard]] bool can_scan_again() const;
    void scan_again();
    void pause();
    void resume();
    void abort();
    /// Shows the finished wafer on the review page.
    void review();
    /// Ready for the next wafer.
    void next_wafer();

    void poll();

  private:
    void check_soon();
    void checked(ScanCheck check);
    void launch(bool resume);
    void finish(const ScanSummary& summary);
    void take_news();
    void take_events();
    [[nodiscard]] std::vector<Alarm> device_alarms_now() const;
    [[nodiscard]] bool record(const Happening& happening);

    Desk& desk_;
    std::function<void()> changed_;
    RunOptions options_;
    std::vector<ShelfRecipe> shelf_;
    std::size_t chosen_ = 0;
    std::string wafer_id_;
    bool again_ = false;
    int checks_ = 0;  // only the answer to the last one counts
    RunStage stage_ = RunStage::checking;
    std::vector<Alarm> alarms_;
    ScanCheck check_;
    std::vector<Lamp> lamps_;
    tool::ScanState scan_;
    std::int64_t events_seen_ = 0;
    ScanSummary summary_;
    LiveMap live_;
    std::optional<Recipe> scanned_;  // of the run, or of the last one
    std::filesystem::path output_;
    std::unique_ptr<ScanRun> run_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // a check may end after the page went
};

}  // namespace waferglow::gui
