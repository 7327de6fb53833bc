// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/review_page.h"

#include "app/gui/pages/review/bins_panel.h"
#include "app/gui/pages/review/compare_panel.h"
#include "app/gui/pages/review/density_panel.h"
#include "app/gui/pages/review/die_panel.h"
#include "app/gui/pages/review/finding_panel.h"
#include "app/gui/pages/review/gallery_panel.h"
#include "app/gui/pages/review/histogram_panel.h"
#include "app/gui/pages/review/profile_panel.h"
#include "app/gui/pages/review/selection_panel.h"
#include "app/gui/pages/review/stack_panel.h"
#include "app/gui/pages/review/tuner_panel.h"
#include "app/gui/views/layout_keeper.h"
#include "app/gui/views/map_panel.h"
#include "app/gui/views/scrolled.h"
#include "app/gui/views/wafer_view.h"

#include <QAction>
#include <QDockWidget>
#include <QEvent>
#include <QMainWindow>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace waferglow::gui {
namespace {

constexpr int kLeastDockPx = 460;
constexpr int kMostDockPx = 640;

class ReviewPage : public Page {
    Q_OBJECT
  public:
    ReviewPage(Desk& desk, QWidget* parent)
        : Page(desk, parent),
          model_(desk),
          window_(new QMainWindow(this)),
          maps_(new QSplitter(Qt::Horizontal, window_)),
          map_(new MapPanel(desk, maps_)),
          other_map_(new MapPanel(desk, maps_)),
          histogram_(new HistogramPanel(model_, window_)),
          density_(new DensityPanel(model_, window_)),
          profile_(new ProfilePanel(model_, window_)),
          bins_(new BinsPanel(model_, window_)),
          die_(new DiePanel(model_, window_)),
          stack_(new StackPanel(model_, window_)),
          findings_(new FindingPanel(model_, window_)),
          gallery_(new GalleryPanel(model_, window_)),
          select_(new SelectionPanel(model_, window_)),
          tuner_(new TunerPanel(model_, window_)),
          compare_(new ComparePanel(model_, window_)) {
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        window_->setObjectName(QStringLiteral("layout.review"));
        window_->installEventFilter(this);
        window_->setWindowFlags(Qt::Widget);  // it is one of the page's widgets, for the sake of its docks
        layout->addWidget(window_);
        map_->setObjectName(QStringLiteral("card"));
        maps_->setChildrenCollapsible(false);
        other_map_->hide();
        window_->setCentralWidget(maps_);
        window_->setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
        window_->setDockOptions(QMainWindow::AllowTabbedDocks | QMainWindow::AllowNestedDocks |
                                QMainWindow::GroupedDragging);
        place_docks();
        connect_map();
        connect_panels();
        add_actions();
        desk.on_document([this] { take_document(); });
        desk.on_show_die = [this](DieIndex die) {
            emit wanted();
            go_to(die);
        };
        retranslate();
    }

    void retranslate() override {
        map_->retranslate();
        other_map_->retranslate();
        for (std::size_t i = 0; i < panels_.size(); ++i) {
            panels_[i]->retranslate();
            docks_[i]->setWindowTitle(panels_[i]->title());
        }
    }
    void restyle() override {
        map_->restyle();
        other_map_->restyle();
        for (ReviewPanel* panel : panels_) panel->restyle();
    }
    QWidget* main_view() override { return maps_; }
    std::vector<Shortcut> shortcuts() const override {
        return {{QStringLiteral("+ / \u2212 / 0"), tr("Enlarge, reduce, show the whole wafer")},
                {tr("Arrow keys"), tr("Move the map")},
                {QStringLiteral("P / S / L"), tr("Drag to move, select a rectangle, select with a lasso")},
                {QStringLiteral("R / M"), tr("Turn the map by 90 degrees, mirror it")},
                {tr("Esc"), tr("Clear the selection")},
                {QStringLiteral("Ctrl+Z / Ctrl+Shift+Z"), tr("Undo and redo the tuning of bins")},
                {QStringLiteral("Ctrl+Alt+C"), tr("Copy the selected dies as a table")}};
    }
    QString reason_to_stay() const override {
        return tuner_->changed() ? tr("The tuned bins are not saved.") : QString();
    }
    void pose(const QString&) override {
        if (model_.document() == nullptr) return;
        const DocumentPtr& document = model_.document();
        for (const FindingList& list : document->findings) {
            if (list.findings.empty()) continue;
            model_.set_die(document->grid().nearest(list.findings.front().place));
            map_->view().mark(model_.die());
            break;
        }
    }

  private:
    void place_docks() {
        // Charts above, tools below.
        const std::vector<std::vector<ReviewPanel*>> groups{
            {histogram_, density_, profile_, bins_, stack_},
            {die_, findings_, gallery_, select_, tuner_, compare_}};
        QDockWidget* above = nullptr;
        for (const auto& group : groups) {
            QDockWidget* first = add_dock(group.front());
            above == nullptr ? window_->addDockWidget(Qt::RightDockWidgetArea, first)
                             : window_->splitDockWidget(above, first, Qt::Vertical);
            above = first;
        }
        std::size_t of_group = 0;
        for (const auto& group : groups) {
            QDockWidget* first = docks_[of_group++];
            for (std::size_t i = 1; i < group.size(); ++i)
                window_->tabifyDockWidget(first, add_dock(group[i]));
            first->raise();
        }
    }

    QDockWidget* add_dock(ReviewPanel* panel) {
        auto* dock = new QDockWidget(window_);
        dock->setObjectName(QString::fromLatin1(panel->name()));
        // Forms may scroll; a chart shrinks instead.
        const bool form = panel == select_ || panel == compare_;
        dock->setWidget(form ? static_cast<QWidget*>(new ScrolledForm(panel, dock)) : panel);
        dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable);
        dock->setTitleBarWidget(new QWidget(dock));  // the tab names it and is what is dragged
        panels_.push_back(panel);
        docks_.push_back(dock);
        return dock;
    }

    /// The docks take a third of the page until people choose another width.
    void resizeEvent(QResizeEvent* event) override {
        Page::resizeEvent(event);
        const auto shown =
            std::ranges::find_if(docks_, [](const QDockWidget* dock) { return dock->isVisible(); });
        const int now = (shown == docks_.end() ? docks_.front() : *shown)->width();
        if (window_->property(kLayoutChosen).toBool()) return;
        if (dock_px_ != 0 && std::abs(now - dock_px_) > 2) return;
        share_width();
    }

    bool eventFilter(QObject* watched, QEvent* event) override {
        const bool reset =
            event->type() == QEvent::DynamicPropertyChange && !watched->property(kLayoutChosen).toBool();
        if (reset) share_width();
        return Page::eventFilter(watched, event);
    }

    void share_width() {
        dock_px_ = std::clamp(width() / 3, kLeastDockPx, kMostDockPx);
        window_->resizeDocks({docks_.front()}, {dock_px_}, Qt::Horizontal);
        window_->resizeDocks({docks_[0], docks_[1]}, {height() / 2, height() / 2}, Qt::Vertical);
    }

    void connect_map() {
        map_->on_layer = [this] { take_layer(); };
        map_->on_clear = [this] { model_.clear_selection(); };
        WaferView& view = map_->view();
        view.on_click = [this](DieIndex die) {
            if (model_.document() == nullptr || !model_.document()->presence().exists(die)) return;
            map_->view().mark(die);
            model_.set_die(die);
        };
        view.on_area = [this](const std::vector<WaferPoint>& area) {
            model_.select([area, document = model_.document()] {
                return select_area(document->grid(), document->presence(), area);
            });
        };
        // Two maps show the same place.
        view.on_moved = [this](const ViewTransform& view) {
            if (other_map_->isVisible()) other_map_->view().follow(view);
        };
        other_map_->view().on_moved = [this](const ViewTransform& view) { map_->view().follow(view); };
        other_map_->view().on_area = view.on_area;
        other_map_->view().on_click = view.on_click;
        other_map_->on_clear = map_->on_clear;
        model_.on_change([this](ReviewChange change) {
            if (change == ReviewChange::selection) {
                map_->map().set_mask(model_.mask());
                if (other_map_->isVisible()) other_map_->map().set_mask(model_.mask());
            }
            const BinPtr& bins = model_.bins();
            if (change == ReviewChange::bins && bins != nullptr) map_->map().set_bins(bins);
        });
    }

    void connect_panels() {
        bins_->on_shown = [this](std::uint8_t code, bool shown) {
            map_->map().set_bin_shown(code, shown);
            if (shown) return;
            map_->choose(kBinsLayer);  // where it is seen
        };
        findings_->on_chosen = [this](const Finding& finding) {
            const DieGrid& grid = model_.document()->grid();
            constexpr double kAround = 3.0;
            const WaferRect& extent = finding.extent;
            const WaferPoint middle{0.5 * (extent.left + extent.right), 0.5 * (extent.bottom + extent.top)};
            map_->view().show_area(middle, kAround * std::max(finding.width_um(), grid.pitch_x_um),
                                   kAround * std::max(finding.height_um(), grid.pitch_y_um));
            const DieIndex die = grid.nearest(finding.place);
            map_->view().mark(die);
            model_.set_die(die);
        };
        gallery_->on_chosen = [this](const GalleryItem& item) {
            show_on_map(item.die);
            if (item.defect) findings_->choose(*item.defect);
        };
        stack_->on_chosen = [this](const DefectRow& defect) {
            show_on_map(defect.die);
            findings_->choose(defect);
        };
        die_->on_go_to = [this](DieIndex die) { go_to(die); };
        compare_->on_side_by_side = [this](const DocumentPtr& other, const std::string& layer) {
            other_map_->show();
            other_map_->set_document(other);
            other_map_->choose(layer);
            other_map_->view().follow(map_->view().transform());
        };
        compare_->on_map = [this](const LayerPtr& map, double middle) { map_->show_made(map, middle); };
        compare_->on_end = [this] {
            other_map_->hide();
            other_map_->set_document(nullptr);
            map_->forget_made();
        };
    }

    void add_actions() {
        const auto add = [this](const QKeySequence& keys, auto act) {
            auto* action = new QAction(this);
            action->setShortcut(keys);
            action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
            connect(action, &QAction::triggered, this, act);
            addAction(action);
        };
        add(QKeySequence::Undo, [this] { tuner_->undo_stack().undo(); });
        add(QKeySequence::Redo, [this] { tuner_->undo_stack().redo(); });
        add(QKeySequence(QStringLiteral("Ctrl+Alt+C")), [this] { select_->copy_table(); });
        add(QKeySequence(Qt::Key_Escape), [this] { model_.clear_selection(); });
    }

    void take_document() {
        const DocumentPtr& document = desk().document();
        other_map_->hide();
        other_map_->set_document(nullptr);
        map_->set_document(document);
        model_.set_document(document);
        map_->map().set_mask(model_.mask());
        if (map_->map().shows_bins()) take_layer();
    }

    /// The charts show the layer on the map; beside the bins, the one that a viewer opens first.
    void take_layer() {
        const DocumentPtr document = map_->map().document();
        if (document == nullptr || document != model_.document()) return;
        if (!map_->map().shows_bins()) {
            model_.set_layer(map_->map().scene().layer);
            return;
        }
        if (model_.layer() != nullptr) return;
        const std::string first = document->first_layer();
        if (first.empty()) return;
        desk().with_layer(document, first, [this, document](const LayerPtr& layer) {
            if (model_.document() == document && map_->map().shows_bins()) model_.set_layer(layer);
        });
    }

    /// A die with those around it.
    void show_on_map(DieIndex die) {
        const DieGrid& grid = model_.document()->grid();
        constexpr double kDiesAround = 9.0;
        map_->view().show_area(grid.center(die), kDiesAround * grid.pitch_x_um,
                               kDiesAround * grid.pitch_y_um);
        map_->view().mark(die);
        model_.set_die(die);
    }

    void go_to(DieIndex die) {
        if (model_.document() == nullptr) return;
        map_->view().go_to(die);
        model_.set_die(die);
    }

    ReviewModel model_;
    QMainWindow* window_;
    QSplitter* maps_;
    MapPanel* map_;
    MapPanel* other_map_;
    HistogramPanel* histogram_;
    DensityPanel* density_;
    ProfilePanel* profile_;
    BinsPanel* bins_;
    DiePanel* die_;
    StackPanel* stack_;
    FindingPanel* findings_;
    GalleryPanel* gallery_;
    SelectionPanel* select_;
    TunerPanel* tuner_;
    ComparePanel* compare_;
    std::vector<ReviewPanel*> panels_;
    std::vector<QDockWidget*> docks_;
    int dock_px_ = 0;  ///< as last set here
};

}  // namespace

Page* make_review_page(Desk& desk, QWidget* parent) {
    return new ReviewPage(desk, parent);
}

}  // namespace waferglow::gui

#include "review_page.moc"
