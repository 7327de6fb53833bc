// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's wafer view on the largest wafer: seconds from opening a finished file to the first map, the
// times of pan and zoom frames in a window of 1920 x 1080, and peak memory, as one line each.
//     wafer_view_bench FILE [SIDE [FRAMES]]
// FILE is written first where it is not there: 10,000 x 10,000 dies (78 million on 8 inch), two layers and
// bins. It stays. Run under QT_QPA_PLATFORM=offscreen.
#include "app/gui/presenters/desk/desk.h"
#include "app/gui/views/map_panel.h"
#include "app/gui/views/theme.h"
#include "app/gui/views/wafer_view.h"
#include "app/gui/window/window_poster.h"
#include "libinspect/base/parallel.h"
#include "libinspect/defect/bins.h"
#include "libinspect/store/wafer_file.h"
#include "noisy_layers.h"

#include <QApplication>
#include <QImage>
#include <QKeyEvent>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <sys/resource.h>

namespace {

using namespace waferglow;
using namespace waferglow::gui;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double peak_gb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024.0 / 1e9;
}

void write_wafer(const std::filesystem::path& path, int side) {
    WaferFile file;
    file.map = bench::noisy_map(side, 2);
    file.default_layer = "layer_0";
    file.program_version = "bench";
    file.status = FileStatus::complete;
    const std::vector<float>& values = file.map.layers().front().values;
    file.bins.assign(values.size(), kNoBinCode);
    parallel_blocks(values.size(), 1 << 20, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (values[i] == values[i]) file.bins[i] = values[i] < 1000.0F ? 2 : 1;
        }
    });
    file.bin_table = {{1, "good", {0x8F, 0xCB, 0x9B}, true, "", 0},
                      {2, "dead", {0x1A, 0x1A, 0x1A}, false, "", 0}};
    const auto start = Clock::now();
    write_wafer_file(path, file);
    std::printf("written: %lld dies, %.1f s, %.2f GB\n", static_cast<long long>(file.map.presence().count()),
                ms_since(start) / 1000.0, static_cast<double>(std::filesystem::file_size(path)) / 1e9);
}

void report(const char* what, std::vector<double> ms) {
    std::ranges::sort(ms);
    const auto at = [&](double share) {
        return ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
    };
    std::printf("%-28s %4zu frames, median %6.2f ms, p99 %6.2f ms, longest %6.2f ms\n", what, ms.size(),
                at(0.5), at(0.99), ms.back());
}

class Bench {
  public:
    explicit Bench(std::filesystem::path path)
        : path_(std::move(path)),
          desk_(window_poster(), [] { return std::string(); }),
          panel_(desk_, nullptr),
          picture_(1920, 1080, QImage::Format_ARGB32_Premultiplied) {
        panel_.resize(picture_.size());
        panel_.view().setMinimumSize(1, 1);
    }

    void run(int frames) {
        const auto start = Clock::now();
        panel_.on_layer = [&] { shown_ = true; };
        desk_.on_document([&] { panel_.set_document(desk_.document()); });
        desk_.open(path_);
        wait_for_layer();
        panel_.render(&picture_);
        std::printf("open to first map (bins)     %7.0f ms\n", ms_since(start));
        wait_idle();
        std::printf("  all of it read             %7.0f ms\n", ms_since(start));
        frames_of("bins", frames);
        for (const char* layer : {"layer_0", "layer_1"}) {
            const auto asked = Clock::now();
            shown_ = false;
            panel_.choose(layer);
            wait_for_layer();
            panel_.render(&picture_);
            std::printf("choose %s to its map    %7.0f ms\n", layer, ms_since(asked));
            wait_idle();
            std::printf("  all values read            %7.0f ms\n", ms_since(asked));
        }
        frames_of("layer", frames);
        std::printf("peak memory %.2f GB\n", peak_gb());
    }

  private:
    void wait_for_layer() {
        while (!shown_) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
    }
    void wait_idle() {
        while (desk_.files().busy() || desk_.work().busy())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
        QCoreApplication::processEvents();
    }

    double frame() {
        const auto start = Clock::now();
        panel_.view().render(&picture_);
        return ms_since(start);
    }

    void frames_of(const std::string& what, int frames) {
        // The map alone, as large as the window.
        WaferView& view = panel_.view();
        view.resize(1920, 1080);
        view.show_all();
        std::vector<double> zoom;
        for (int i = 0; i < frames; ++i) {  // in to single dies and out again
            view.zoom(i < frames / 2 ? 1.04 : 1.0 / 1.04);
            zoom.push_back(frame());
        }
        std::vector<double> pan;
        for (const double scale : {1.0, 2.0, 5.0, 12.0, 40.0, 200.0}) {
            view.show_all();
            view.zoom(scale);
            for (int i = 0; i < frames / 6; ++i) {
                QKeyEvent key(QEvent::KeyPress, i % 2 == 0 ? Qt::Key_Left : Qt::Key_Up, Qt::NoModifier);
                QCoreApplication::sendEvent(&view, &key);
                pan.push_back(frame());
            }
        }
        report((what + " zoom").c_str(), zoom);
        report((what + " pan").c_str(), pan);
    }

    std::filesystem::path path_;
    Desk desk_;
    MapPanel panel_;
    QImage picture_;
    bool shown_ = false;
};

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc < 2) {
        std::fputs("usage: wafer_view_bench FILE [SIDE [FRAMES]]\n", stderr);
        return 2;
    }
    try {
        const std::filesystem::path path = argv[1];
        if (!std::filesystem::exists(path)) {
            write_wafer(path, argc > 2 ? std::atoi(argv[2]) : 10'000);
            std::puts("run it again to measure without the writer's memory");
            return 0;
        }
        apply_theme(application, ThemeKind::light, QStringLiteral("en"));
        Bench(path).run(argc > 3 ? std::atoi(argv[3]) : 300);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
