// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/desk/desk.h"

#include <algorithm>
#include <utility>

namespace waferglow::gui {

Desk::Desk(const Poster& post, std::function<std::string()> now, station::Workplace workplace)
    : post_(post),
      log_(now),
      workplace_(std::move(workplace)),
      session_(workplace_.config_folder, std::move(now)),
      work_(post),
      files_(post, &hdf5_) {}

void Desk::use_tool(const std::filesystem::path& tool_file) {
    workplace_.tool_file = tool_file;
    store(workplace_);
    for (const auto& listener : tool_listeners_) listener();
}

void Desk::set_tool_busy(bool busy) {
    if (busy == tool_busy_) return;
    tool_busy_ = busy;
    for (const auto& listener : tool_listeners_) listener();
}

void Desk::open(const std::filesystem::path& path) {
    files_.submit({.key = "open",
                   .name = kOpenTask,
                   .work = [this, path](const TaskContext&) -> Delivery {
                       if (stored_object(path) == StoredObject::module) {
                           ModuleDocumentPtr module = open_module_document(path);
                           return [this, module] { set_module(module); };
                       }
                       DocumentPtr document = open_document(path);
                       return [this, document] { set_document(document); };
                   },
                   .failed = tell_trouble("file")});
}

void Desk::reload() {
    if (document_ != nullptr) open(document_->path());
}

void Desk::reload_module() {
    if (module_ != nullptr) open(module_->path);
}

void Desk::set_module(ModuleDocumentPtr document) {
    module_ = std::move(document);
    log_.add(station::Severity::info, "file",
             station::Happening{station::Event::file_opened, {module_->path.string()}}, kOpenTask);
    for (const auto& listener : module_listeners_) listener();
}

void Desk::set_document(DocumentPtr document) {
    document_ = std::move(document);
    log_.add(station::Severity::info, "file",
             station::Happening{station::Event::file_opened, {document_->path().string()}}, kOpenTask);
    for (const PassedOver& part : document_->header().passed_over)
        log_.add(station::Severity::warning, "file",
                 station::Happening{station::Event::passed_over,
                                    {document_->path().string(), part.where, part.why}});
    for (const auto& listener : document_listeners_) listener();
}

void Desk::with_layer(const DocumentPtr& document, const std::string& name,
                      std::function<void(LayerPtr)> use) {
    if (LayerPtr layer = document->layer(name)) {
        use(std::move(layer));
        return;
    }
    files_.submit({.key = {},
                   .name = kLayerTask,
                   .work = [document, name, use = std::move(use)](const TaskContext& context) -> Delivery {
                       Layer layer = read_layer(document->path(), name);
                       context.check();
                       LayerPtr data = make_layer_data(std::move(layer), document->grid());
                       return [document, data, use] {
                           document->keep(data);
                           use(data);
                       };
                   },
                   .failed = tell_trouble("file", kOpenTask)});
}

void Desk::with_map(const DocumentPtr& document, const std::string& name, std::function<void(LayerPtr)> use) {
    const auto& layers = document->info().layers;
    const auto info = std::ranges::find(layers, name, &LayerInfo::name);
    if (document->layer(name) == nullptr && info != layers.end() &&
        document->grid().cells() >= kSmallWaferCells) {
        files_.submit({.key = {},
                       .name = kLayerTask,
                       .work = [document, info = *info, use](const TaskContext&) -> Delivery {
                           auto stored = read_pyramid(document->path(), info.name);
                           if (!stored) return {};
                           return
                               [coarse = make_coarse_layer(info, std::move(*stored)), use] { use(coarse); };
                       },
                       .failed = tell_trouble("file", kOpenTask)});
    }
    with_layer(document, name, std::move(use));
}

void Desk::show_page(const std::string& name) {
    if (on_show_page) on_show_page(name);
}

void Desk::show_die(DieIndex die) {
    if (on_show_die) on_show_die(die);
}

}  // namespace waferglow::gui
