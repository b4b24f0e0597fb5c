import { QueryClientProvider } from "@tanstack/react-query"
import { lazy, Suspense } from "react"
import { BrowserRouter, Route, Routes } from "react-router"
import { queryClient } from "./client/queryClient.ts"
import { DiscoverPage } from "./pages/discover/DiscoverPage.tsx"
import { NotFoundPage } from "./pages/NotFoundPage.tsx"
import { Shell } from "./parts/Shell.tsx"
import { Skeleton } from "./parts/Skeleton.tsx"

const ArtistPage = lazy(async () => ({ default: (await import("./pages/artist/ArtistPage.tsx")).ArtistPage }))
const DeskPage = lazy(async () => ({ default: (await import("./pages/desk/DeskPage.tsx")).DeskPage }))
const ConfirmedPage = lazy(async () => ({ default: (await import("./pages/desk/ConfirmedPage.tsx")).ConfirmedPage }))
const BookingsPage = lazy(async () => ({ default: (await import("./pages/bookings/BookingsPage.tsx")).BookingsPage }))
const BookingPage = lazy(async () => ({ default: (await import("./pages/bookings/BookingPage.tsx")).BookingPage }))
const DealPage = lazy(async () => ({ default: (await import("./pages/deal/DealPage.tsx")).DealPage }))
const PortfolioPage = lazy(async () => ({
  default: (await import("./pages/portfolio/PortfolioPage.tsx")).PortfolioPage
}))
const CalendarPage = lazy(async () => ({ default: (await import("./pages/calendar/CalendarPage.tsx")).CalendarPage }))
const LivePage = lazy(async () => ({ default: (await import("./pages/live/LivePage.tsx")).LivePage }))
const HistoryPage = lazy(async () => ({ default: (await import("./pages/history/HistoryPage.tsx")).HistoryPage }))
const OperationsPage = lazy(async () => ({
  default: (await import("./pages/operations/OperationsPage.tsx")).OperationsPage
}))
const ModelsPage = lazy(async () => ({ default: (await import("./pages/models/ModelsPage.tsx")).ModelsPage }))
const SettingsPage = lazy(async () => ({ default: (await import("./pages/settings/SettingsPage.tsx")).SettingsPage }))

const loading = <Skeleton height={120} count={3} what="Loading the page" />

export const App = () => (
  <QueryClientProvider client={queryClient}>
    <BrowserRouter>
      <Routes>
        <Route element={<Shell />}>
          <Route index element={<DiscoverPage />} />
          <Route
            path="artists/:artistId"
            element={
              <Suspense fallback={loading}>
                <ArtistPage />
              </Suspense>
            }
          />
          <Route
            path="book/:artistId"
            element={
              <Suspense fallback={loading}>
                <DeskPage />
              </Suspense>
            }
          />
          <Route
            path="booking/confirmed/:bookingId"
            element={
              <Suspense fallback={loading}>
                <ConfirmedPage />
              </Suspense>
            }
          />
          <Route
            path="bookings"
            element={
              <Suspense fallback={loading}>
                <BookingsPage />
              </Suspense>
            }
          />
          <Route
            path="bookings/:bookingId"
            element={
              <Suspense fallback={loading}>
                <BookingPage />
              </Suspense>
            }
          />
          <Route
            path="bookings/:bookingId/deal"
            element={
              <Suspense fallback={loading}>
                <DealPage />
              </Suspense>
            }
          />
          <Route
            path="portfolio"
            element={
              <Suspense fallback={loading}>
                <PortfolioPage />
              </Suspense>
            }
          />
          <Route
            path="calendar"
            element={
              <Suspense fallback={loading}>
                <CalendarPage />
              </Suspense>
            }
          />
          <Route
            path="live"
            element={
              <Suspense fallback={loading}>
                <LivePage />
              </Suspense>
            }
          />
          <Route
            path="history"
            element={
              <Suspense fallback={loading}>
                <HistoryPage />
              </Suspense>
            }
          />
          <Route
            path="operations"
            element={
              <Suspense fallback={loading}>
                <OperationsPage />
              </Suspense>
            }
          />
          <Route
            path="operations/models"
            element={
              <Suspense fallback={loading}>
                <ModelsPage />
              </Suspense>
            }
          />
          <Route
            path="settings"
            element={
              <Suspense fallback={loading}>
                <SettingsPage />
              </Suspense>
            }
          />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </BrowserRouter>
  </QueryClientProvider>
)
