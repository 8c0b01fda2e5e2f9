// Browsers let a service worker in over HTTPS and on the own machine only.
navigator.serviceWorker?.register("/service-worker.js").catch(() => {});
