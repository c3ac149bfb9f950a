// @ts-check

/*
 * Runs in each frame of a page that is recorded. Replaces the bright test picture of Chromium's camera
 * with the outline of a person. Pages without https have no devices.
 */
if ('mediaDevices' in navigator) {
  navigator.mediaDevices.getUserMedia = () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1280, 720];
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const draw = () => {
      const wall = context.createLinearGradient(0, 0, 1280, 720);
      wall.addColorStop(0, '#8fb3d9');
      wall.addColorStop(1, '#46648c');
      context.fillStyle = wall;
      context.fillRect(0, 0, 1280, 720);
      context.fillStyle = '#1d2f49';
      context.beginPath();
      context.arc(640, 330, 90, 0, 2 * Math.PI);
      context.ellipse(640, 640, 220, 190, 0, 0, 2 * Math.PI);
      context.fill();
    };
    draw();
    // A canvas sends a picture whenever something is drawn.
    setInterval(draw, 100);
    return Promise.resolve(canvas.captureStream());
  };
}
