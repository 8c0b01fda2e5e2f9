/* Browsers let a service worker in over HTTPS and on the own machine only. */
if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register("/service-worker.js").catch(function () {});
}
