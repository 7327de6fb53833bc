// SPDX-License-Identifier: GPL-3.0-or-later
// What all pages share: the opened wafer and module, the workers, the log, who sits there, and the tool.
#pragma once

#include "app/gui/presenters/desk/task_runner.h"
#include "app/gui/presenters/module/module_document.h"
#include "app/gui/presenters/wafer/wafer_document.h"
#include "app/station/log_book.h"
#include "app/station/session.h"
#include "app/station/workplace.h"

#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace waferglow::gui {

/// Names of long tasks, which the window translates.
inline constexpr const char* kOpenTask = "Opening the file";
inline constexpr const char* kModuleLayerTask = "Preparing the picture of the module";
inline constexpr const char* kLayerTask = "Reading a layer";
inline constexpr const char* kCopyTask = "Collecting the selected dies";
inline constexpr const char* kTuneTask = "Reading what the bins are made of";
inline constexpr const char* kSaveBinsTask = "Saving the bins";
inline constexpr const char* kCompareTask = "Reading the other wafer";
inline constexpr const char* kStackTask = "Stacking wafers";
inline constexpr const char* kGalleryTask = "Reading pictures of dies";
inline constexpr const char* kReclassTask = "Changing the class of a defect";

/// Confined to the window's thread. HDF5 is not thread-safe: tasks of `files` may call it, and so may whoever
/// holds `hdf5`, which every such task does. A scan holds it while it reads or writes its file.
class Desk {
  public:
    /// `workplace.config_folder` empty: nothing is kept, everything is permitted; see Session.
    Desk(const Poster& post, std::function<std::string()> now, station::Workplace workplace = {});

    [[nodiscard]] const Poster& poster() const { return post_; }
    std::mutex& hdf5() { return hdf5_; }
    TaskRunner& files() { return files_; }
    TaskRunner& work() { return work_; }
    station::LogBook& log() { return log_; }
    /// For `Task::failed`: says it in the log. A success of the task settles it, or of `settled_by`.
    [[nodiscard]] std::function<void(const station::Trouble&)> tell_trouble(
        const std::string& source, const std::string& settled_by = {}) {
        return [this, source, settled_by](station::Trouble trouble) {
            if (!settled_by.empty()) trouble.task = settled_by;
            log_.add(source, trouble);
        };
    }
    /// The same for what was audited before it was tried: the audit log also has that it was not done.
    [[nodiscard]] std::function<void(const station::Trouble&)> tell_not_done(
        const std::string& source, const std::string& action, const station::Happening& happening) {
        return [this, source, action, happening](const station::Trouble& trouble) {
            session_.audit_not_done(action, happening, trouble.text);
            log_.add(source, trouble);
        };
    }
    station::Session& session() { return session_; }
    [[nodiscard]] const station::Session& session() const { return session_; }
    [[nodiscard]] const station::Workplace& workplace() const { return workplace_; }
    /// Another tool is used from here on; empty: the simulated one. Kept for the next start.
    void use_tool(const std::filesystem::path& tool_file);
    void on_tool(std::function<void()> listener) { tool_listeners_.push_back(std::move(listener)); }
    /// The devices can't be asked while a scan or a calibration has them.
    [[nodiscard]] bool tool_busy() const { return tool_busy_; }
    void set_tool_busy(bool busy);

    /// Opens a file of a wafer or of a display module beside the window; the old document of that kind stays
    /// until the other is there, and if it fails. One of each may be open.
    void open(const std::filesystem::path& path);
    /// Reads the present file again, for a change made by this program.
    void reload();
    [[nodiscard]] const DocumentPtr& document() const { return document_; }
    /// Called after the document was replaced.
    void on_document(std::function<void()> listener) { document_listeners_.push_back(std::move(listener)); }

    /// The opened display module; null: none.
    [[nodiscard]] const ModuleDocumentPtr& module() const { return module_; }
    /// Reads the present module's file again.
    void reload_module();
    /// Called after the module was replaced.
    void on_module(std::function<void()> listener) { module_listeners_.push_back(std::move(listener)); }

    /// Gives a layer of `document`, at once where it is there, else after reading it.
    void with_layer(const DocumentPtr& document, const std::string& name, std::function<void(LayerPtr)> use);

    /// The same for a map: of a large wafer first what the file's pyramid shows, then the layer itself.
    void with_map(const DocumentPtr& document, const std::string& name, std::function<void(LayerPtr)> use);

    /// Another page asks for a die to be shown; the review page listens.
    void show_die(DieIndex die);
    std::function<void(DieIndex)> on_show_die;
    /// Another page is asked for by its name, such as "review"; the window listens.
    void show_page(const std::string& name);
    std::function<void(const std::string&)> on_show_page;

  private:
    void set_document(DocumentPtr document);
    void set_module(ModuleDocumentPtr document);

    Poster post_;
    std::mutex hdf5_;
    station::LogBook log_;
    station::Workplace workplace_;
    station::Session session_;
    bool tool_busy_ = false;
    std::vector<std::function<void()>> tool_listeners_;
    DocumentPtr document_;
    std::vector<std::function<void()>> document_listeners_;
    ModuleDocumentPtr module_;
    std::vector<std::function<void()>> module_listeners_;
    TaskRunner work_;  // last: their threads end first
    TaskRunner files_;
};

}  // namespace waferglow::gui
