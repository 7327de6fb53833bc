// SPDX-License-Identifier: GPL-3.0-or-later
// What the run page does: choose, check, scan, watch, end.
#pragma once

#include "app/gui/presenters/desk/desk.h"
#include "app/gui/presenters/run/live_map.h"
#include "app/station/scan_run.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace waferglow::gui {

inline constexpr const char* kCheckTask = "Checking the tool";
/// Confined to the window's thread; knows no Qt. `changed` is called after everything that alters what is to
/// be shown. `poll` is to be called some times a second.
class RunPresenter {
  public:
    RunPresenter(Desk& desk, std::function<void()> changed, station::RunOptions options = {});

    /// Reads the folder of recipes anew and checks.
    void refresh();
    [[nodiscard]] const std::vector<station::ShelfRecipe>& recipes() const { return shelf_; }
    [[nodiscard]] std::size_t chosen() const { return chosen_; }
    void choose(std::size_t recipe);
    void set_wafer_id(const std::string& id);
    [[nodiscard]] const std::string& wafer_id() const { return wafer_id_; }

    /// Stage, alarms, lamps, numbers of the scan.
    [[nodiscard]] const station::ScanRun& run() const { return run_; }
    [[nodiscard]] const LivePicture* live() const { return live_.picture(); }
    /// The wafer of the scan, or of the chosen recipe; null where that has none.
    [[nodiscard]] const ScanRecipe* scan_recipe() const;

    /// Where stage is ready.
    void start();
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
    void checked(station::ScanCheck check);
    void started(bool is);

    Desk& desk_;
    std::function<void()> changed_;
    std::vector<station::ShelfRecipe> shelf_;
    std::size_t chosen_ = 0;
    std::string wafer_id_;
    bool again_ = false;
    int checks_ = 0;  // only the answer to the last one counts
    LiveMap live_;
    station::ScanRun run_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // a check may end after the page went
};

}  // namespace waferglow::gui
