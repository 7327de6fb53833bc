// SPDX-License-Identifier: GPL-3.0-or-later
// What all pages share: the opened wafer, the workers, the log.
#pragma once

#include "app/gui/presenters/log_book.h"
#include "app/gui/presenters/task_runner.h"
#include "app/gui/presenters/wafer_document.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace waferglow::gui {

/// Names of long tasks, which the window translates.
inline constexpr const char* kOpenTask = "Opening the wafer file";
inline constexpr const char* kLayerTask = "Reading a layer";
inline constexpr const char* kCopyTask = "Collecting the selected dies";
inline constexpr const char* kTuneTask = "Reading what the bins are made of";
inline constexpr const char* kSaveBinsTask = "Saving the bins";
inline constexpr const char* kCompareTask = "Reading the other wafer";
inline constexpr const char* kStackTask = "Stacking wafers";

/// Confined to the window's thread. `files` is the only thread of the desktop that calls HDF5.
class Desk {
  public:
    Desk(const Poster& post, std::function<std::string()> now);

    TaskRunner& files() { return files_; }
    TaskRunner& work() { return work_; }
    LogBook& log() { return log_; }

    /// Opens a file beside the window; the old document stays until the other is there, and if it fails.
    void open(const std::filesystem::path& path);
    /// Reads the present file again, for a change made by this program.
    void reload();
    [[nodiscard]] const DocumentPtr& document() const { return document_; }
    /// Called after the document was replaced.
    void on_document(std::function<void()> listener) { document_listeners_.push_back(std::move(listener)); }

    /// Gives a layer of `document`, at once where it is there, else after reading it.
    void with_layer(const DocumentPtr& document, const std::string& name, std::function<void(LayerPtr)> use);

    /// The same for a map: of a large wafer first what the file's pyramid shows, then the layer itself.
    void with_map(const DocumentPtr& document, const std::string& name, std::function<void(LayerPtr)> use);

    /// Another page asks for a die to be shown; the review page listens.
    void show_die(DieIndex die);
    std::function<void(DieIndex)> on_show_die;

  private:
    void set_document(DocumentPtr document);

    LogBook log_;
    DocumentPtr document_;
    std::vector<std::function<void()>> document_listeners_;
    TaskRunner work_;  // last: their threads end first
    TaskRunner files_;
};

}  // namespace waferglow::gui
